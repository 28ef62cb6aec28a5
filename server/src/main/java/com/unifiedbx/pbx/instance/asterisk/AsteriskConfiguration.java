package com.unifiedbx.pbx.instance.asterisk;

import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.files.UserCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The configuration files of one managed Asterisk, and the directories that it works in.
final class AsteriskConfiguration {

  /// The call records as every Asterisk can write them; the usual form needs a new one.
  private static final String OLDER_RECORDS = "asterisk/external/cdr_custom.conf";

  private final AsteriskSetup setup;
  private final Path run;
  private final Map<String, String> files;

  AsteriskConfiguration(AsteriskSetup setup, AsteriskPrograms programs) {
    this.setup = setup;
    this.run = runDirectory(setup);
    this.files = render(setup, programs);
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

  private Map<String, String> render(AsteriskSetup setup, AsteriskPrograms programs) {
    var values = new HashMap<>(setup.values());
    values.put("home", setup.home().toString());
    values.put("etc", etc().toString());
    values.put("run", run.toString());
    values.put("ami.host", setup.ami().host());
    values.put("ami.port", String.valueOf(setup.ami().port()));
    values.put("ami.user", setup.ami().user());
    values.put("ami.secret", setup.ami().secret().value());
    // An installed Asterisk knows where its modules are.
    var modules = programs.modules();
    var line =
        modules == null ? "" : "astmoddir => " + Templates.escape("modules", modules.toString());
    var templates = Templates.in(setup.templates());
    return (programs.isInstalled() ? templates.with(OLDER_RECORDS) : templates)
        .render(values, Map.of("modules.line", line));
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
