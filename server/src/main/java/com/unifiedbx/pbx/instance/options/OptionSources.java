package com.unifiedbx.pbx.instance.options;

import com.unifiedbx.pbx.instance.files.PrivateFiles;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Where a value comes from: command line, then environment, then configuration file, then default.
public final class OptionSources {

  private final Map<Setting, String> commandLine;
  private final Map<String, String> environment;
  private final Path file;
  private final Map<String, String> fileValues = new HashMap<>();
  private final Map<String, String> others = new TreeMap<>();

  /// @param commandLine what was typed, nothing else
  public OptionSources(Map<Setting, String> commandLine, Map<String, String> environment) {
    this.commandLine = Map.copyOf(commandLine);
    this.environment = Map.copyOf(environment);
    this.file = Path.of(value(Setting.DATA).text()).resolve("unifiedbx.conf");
    readFile();
  }

  /// A value and the words that say who gave it.
  public record Given(String text, String source) {}

  public Given value(Setting setting) {
    var typed = commandLine.get(setting);
    if (typed != null) {
      return new Given(typed, "on the command line");
    }
    var exported = environment.getOrDefault(setting.variable(), "");
    if (!exported.isBlank()) {
      // The launcher hands the address of a database on like this: a password may be in it.
      var handedOn = setting == Setting.DATABASE_URL ? "as " + setting.option() + " or " : "";
      return new Given(exported, handedOn + "in the environment (" + setting.variable() + ")");
    }
    var written = fileValues.get(setting.key());
    if (written != null) {
      return new Given(written, "in " + file);
    }
    return new Given(setting.fallback, "by default");
  }

  /// Keys of the file with a dot in them: properties of the application, passed on as they are.
  public Map<String, String> others() {
    return others;
  }

  private void readFile() {
    var text = PrivateFiles.read(file);
    if (text == null) {
      return;
    }
    var properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new BadOptionException("Can't understand " + file + ": " + e.getMessage() + ".");
    }
    var known =
        Arrays.stream(Setting.values())
            .filter(s -> s != Setting.DATA)
            .map(Setting::key)
            .collect(Collectors.toSet());
    for (var key : properties.stringPropertyNames()) {
      if (known.contains(key)) {
        fileValues.put(key, properties.getProperty(key).strip());
      } else if (key.contains(".")) {
        others.put(key, properties.getProperty(key));
      } else {
        throw new BadOptionException(
            "There is no option \""
                + key
                + "\" as written in "
                + file
                + "; `unifiedbx up --help` lists them.");
      }
    }
  }
}
