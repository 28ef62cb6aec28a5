package com.unifiedbx.pbx.instance.asterisk;

import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.files.UserCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The configuration files of one Asterisk, made from templates on the class path.
///
/// A value is never more than a value: what would end a line, open a comment or a section is
/// escaped or refused, whoever it comes from.
final class AsteriskConfiguration {

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z.-]+)}}");

  private final AsteriskSetup setup;
  private final Path run;
  private final Map<String, String> files;

  AsteriskConfiguration(AsteriskSetup setup, AsteriskPrograms programs) {
    this.setup = setup;
    this.run = runDirectory(setup);
    this.files = render(values(setup, programs));
  }

  Path main() {
    return etc().resolve("asterisk.conf");
  }

  Path run() {
    return run;
  }

  /// The files that are not on disk as they should be; empty when nothing changed.
  Set<String> changed() {
    var changed = new TreeSet<String>();
    for (var file : files.entrySet()) {
      var known = PrivateFiles.read(etc().resolve(file.getKey()));
      if (known == null || !known.equals(file.getValue().strip())) {
        changed.add(file.getKey());
      }
    }
    return changed;
  }

  /// Makes the directories, the files (0600) and the links to what comes with the program.
  void write(AsteriskPrograms programs) {
    var home = setup.home();
    PrivateFiles.directory(home);
    for (var part : "etc data db spool log run keys agi cdr custom".split(" ", -1)) {
      PrivateFiles.directory(home.resolve(part));
    }
    PrivateFiles.directory(run);
    for (var part : new String[] {"data/sounds", "data/moh", "spool/voicemail", "spool/monitor"}) {
      PrivateFiles.directory(home.resolve(part));
    }
    files.forEach((name, text) -> PrivateFiles.write(etc().resolve(name), text));
    link(home.resolve("log/cdr-custom"), Path.of("../cdr"));
    for (var part : new String[] {"documentation", "rest-api", "static-http", "phoneprov"}) {
      link(home.resolve("data").resolve(part), programs.share().resolve(part));
    }
    var sounds = programs.sounds();
    if (sounds != null) {
      link(home.resolve("data/sounds/en"), sounds);
      link(home.resolve("data/moh/silence.gsm"), sounds.resolve("silence/10.gsm"));
    }
  }

  private Path etc() {
    return setup.home().resolve("etc");
  }

  // The control socket's path has room for 107 bytes, and a longer one is cut without a word.
  private static Path runDirectory(AsteriskSetup setup) {
    var own = setup.home().resolve("run");
    if ((own + "/asterisk.ctl").getBytes(StandardCharsets.UTF_8).length < 100) {
      return own;
    }
    var name = Integer.toHexString(setup.home().toString().hashCode());
    return UserCache.directory().resolve("run").resolve(name);
  }

  private Map<String, String> values(AsteriskSetup setup, AsteriskPrograms programs) {
    var values = new HashMap<>(setup.values());
    values.put("home", setup.home().toString());
    values.put("etc", etc().toString());
    values.put("run", run.toString());
    values.put("ami.host", setup.ami().host());
    values.put("ami.port", String.valueOf(setup.ami().port()));
    values.put("ami.user", setup.ami().user());
    values.put("ami.secret", setup.ami().secret().value());
    values.replaceAll(AsteriskConfiguration::escape);
    // An installed Asterisk knows where its modules are.
    var modules = programs.modules();
    var line = modules == null ? "" : "astmoddir => " + escape("modules", modules.toString());
    values.put("modules.line", line);
    return values;
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

  private Map<String, String> render(Map<String, String> values) {
    var rendered = new LinkedHashMap<String, String>();
    for (var line : resource(setup.templates() + "/files").lines().toList()) {
      // A line with a path in it borrows a template of another folder.
      var path = line.contains("/") ? line : setup.templates() + "/" + line;
      rendered.put(path.substring(path.lastIndexOf('/') + 1), fill(path, resource(path), values));
    }
    return rendered;
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
    try (var stream = AsteriskConfiguration.class.getResourceAsStream("/" + path)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + path);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path link, Path target) {
    try {
      if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
        return;
      }
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, target);
    } catch (IOException e) {
      throw new InstanceException("Can't make the link " + link + ": " + e.getMessage(), e);
    }
  }
}
