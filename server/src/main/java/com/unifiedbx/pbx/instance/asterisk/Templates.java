package com.unifiedbx.pbx.instance.asterisk;

import com.unifiedbx.pbx.instance.InstanceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Configuration files of Asterisk, made from a folder of templates on the class path: its file
/// `files` names them, and a name with a path in it borrows the template of another folder.
///
/// A value is never more than a value: what would end a line, open a comment or a section is
/// escaped or refused, whoever it comes from.
record Templates(List<String> paths) {

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z.-]+)}}");

  static Templates in(String folder) {
    return new Templates(
        resource(folder + "/files")
            .lines()
            .map(line -> line.contains("/") ? line : folder + "/" + line)
            .toList());
  }

  /// The same files with one of them made from another template.
  Templates with(String path) {
    var name = name(path);
    return new Templates(paths.stream().map(p -> name(p).equals(name) ? path : p).toList());
  }

  /// The text of each file.
  ///
  /// @param values what stands for `{{…}}`
  /// @param lines the same, whole lines that are trusted as they are
  Map<String, String> render(Map<String, String> values, Map<String, String> lines) {
    var all = new HashMap<>(values);
    all.replaceAll(Templates::escape);
    all.putAll(lines);
    var rendered = new LinkedHashMap<String, String>();
    for (var path : paths) {
      rendered.put(name(path), fill(path, resource(path), all));
    }
    return rendered;
  }

  /// The value as it may stand behind `=` or `=>`. A semicolon would begin a comment; a line break
  /// would begin a setting of its own; a bracket could open a section.
  static String escape(String key, String value) {
    if (value.chars().anyMatch(c -> c < ' ' || c == 127 || c == '\\' || c == '[' || c == ']')
        && !key.endsWith(".bind")) {
      throw new InstanceException(
          "Asterisk can't be given \""
              + key
              + "\" with a control character, a backslash or a"
              + " bracket in it; use another data directory or another value.");
    }
    return value.replace(";", "\\;");
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String fill(String name, String template, Map<String, String> values) {
    return PLACE
        .matcher(template)
        .replaceAll(found -> {
          var value = values.get(found.group(1));
          if (value == null) {
            throw new IllegalStateException(name + " asks for " + found.group());
          }
          return Matcher.quoteReplacement(value);
        });
  }

  private static String resource(String path) {
    try (var stream = Templates.class.getResourceAsStream("/" + path)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + path);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
