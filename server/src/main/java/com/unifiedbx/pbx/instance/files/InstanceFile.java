package com.unifiedbx.pbx.instance.files;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.InstanceException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// `DIR/instance.json`: what this instance has chosen and where it was last reached.
///
/// Made by [#open] on first use. A file of a newer format is refused, so that an older program
/// never works on data that it does not understand.
public final class InstanceFile {

  /// Raised when an older program can no longer work on the directory.
  static final int FORMAT = 1;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final DataDirectory directory;
  private final Map<String, Object> values;

  private InstanceFile(DataDirectory directory, Map<String, Object> values) {
    this.directory = directory;
    this.values = values;
  }

  public static InstanceFile open(DataDirectory directory) {
    var known = find(directory);
    if (known != null) {
      return known;
    }
    var made = new InstanceFile(directory, new LinkedHashMap<>());
    made.values.put("format", FORMAT);
    made.values.put("id", HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
    made.save();
    return made;
  }

  /// The file as it is, or null when the directory is no instance yet.
  public static @Nullable InstanceFile find(DataDirectory directory) {
    var path = directory.root().resolve("instance.json");
    var text = PrivateFiles.read(path);
    if (text == null) {
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    try {
      JSON.readTree(text).properties().forEach(p -> values.put(p.getKey(), plain(p.getValue())));
    } catch (JacksonException e) {
      throw new InstanceException(path + " is not readable JSON; restore it from a backup.", e);
    }
    var file = new InstanceFile(directory, values);
    if (file.number("format", 0) > FORMAT) {
      throw new InstanceException(
          "The data directory "
              + directory.root()
              + " was written by a newer version (format "
              + file.number("format", 0)
              + ", this one knows "
              + FORMAT
              + "): use that version, or another --data.");
    }
    return file;
  }

  private static Object plain(tools.jackson.databind.JsonNode node) {
    return node.isIntegralNumber() ? (Object) node.intValue() : node.asString("");
  }

  /// Eight hex digits that tell this instance from others of the same database server.
  public String id() {
    return text("id", "00000000");
  }

  public String text(String key, String fallback) {
    return values.getOrDefault(key, fallback).toString();
  }

  public int number(String key, int fallback) {
    return values.get(key) instanceof Integer n ? n : fallback;
  }

  /// Remembers these values; nothing is written when nothing changes. What others in this process
  /// have remembered meanwhile stays.
  public void remember(Map<String, ?> fresh) {
    synchronized (InstanceFile.class) {
      var onDisk = find(directory);
      if (onDisk != null) {
        values.putAll(onDisk.values);
      }
      if (!values.entrySet().containsAll(fresh.entrySet())) {
        values.putAll(fresh);
        save();
      }
    }
  }

  private void save() {
    PrivateFiles.write(
        directory.root().resolve("instance.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values) + "\n");
  }
}
