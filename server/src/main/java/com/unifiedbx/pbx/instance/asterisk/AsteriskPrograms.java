package com.unifiedbx.pbx.instance.asterisk;

import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.files.UserCache;
import com.unifiedbx.pbx.instance.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The Asterisk that this machine offers: an unpacked root run by its own loader, or one on the
/// PATH.
///
/// @param loader the root's own `ld-linux`, null when the machine's libraries serve
/// @param modules null when the program knows its own place
/// @param sounds the directory of spoken English prompts, null when there is none
public record AsteriskPrograms(
    @Nullable Path loader,
    @Nullable Path libraries,
    Path binary,
    @Nullable Path modules,
    @Nullable Path sounds,
    Path share) {

  /// The first of each line that checks digests of SHA-256, which is what the database holds.
  private static final Map<Integer, Integer> OLDEST = Map.of(20, 11, 21, 6, 22, 1);

  /// Finds it: `UNIFIEDBX_ASTERISK_BINARY`, else the root `UNIFIEDBX_ASTERISK_ROOT`, else the root
  /// in the user's cache.
  public static AsteriskPrograms find(Map<String, String> environment) {
    var binary = environment.getOrDefault("UNIFIEDBX_ASTERISK_BINARY", "");
    if (!binary.isBlank()) {
      return installed(Path.of(binary));
    }
    var named = environment.getOrDefault("UNIFIEDBX_ASTERISK_ROOT", "");
    var root = named.isBlank() ? UserCache.directory().resolve("asterisk") : Path.of(named);
    return unpacked(root.toAbsolutePath());
  }

  private static AsteriskPrograms unpacked(Path root) {
    var binary = root.resolve("usr/sbin/asterisk");
    if (!Files.isExecutable(binary)) {
      throw new InstanceException(
          "There is no Asterisk in "
              + root
              + ": start with ./unifiedbx, which fetches it,"
              + " or name an installed one with UNIFIEDBX_ASTERISK_BINARY.");
    }
    var loader = first(root.resolve("usr/lib"), "*/ld-linux-*.so.*");
    var libraries = loader.resolveSibling(".").normalize();
    var share = root.resolve("usr/share/asterisk");
    return new AsteriskPrograms(
        loader, libraries, binary, libraries.resolve("asterisk/modules"), sounds(share), share);
  }

  private static AsteriskPrograms installed(Path binary) {
    var share =
        Stream.of("/usr/share/asterisk", "/var/lib/asterisk", "/usr/local/share/asterisk")
            .map(Path::of)
            .filter(d -> Files.isDirectory(d.resolve("documentation")))
            .findFirst()
            .orElse(Path.of("/usr/share/asterisk"));
    var found = new AsteriskPrograms(null, null, binary, null, sounds(share), share);
    if (!isNewEnough(found.version())) {
      throw new InstanceException(
          binary
              + " is not an Asterisk of version 20.11, 21.6, 22.1 or newer (it says: "
              + found.version()
              + "); unset UNIFIEDBX_ASTERISK_BINARY to use the managed one.");
    }
    return found;
  }

  static boolean isNewEnough(String version) {
    var parts = version.split("\\.", -1);
    if (parts.length < 2 || !(parts[0] + parts[1]).matches("\\d{1,8}")) {
      return false;
    }
    int major = Integer.parseInt(parts[0]);
    return major >= 20 && Integer.parseInt(parts[1]) >= OLDEST.getOrDefault(major, 0);
  }

  /// True for a program of this machine, whose modules are not ours to choose.
  boolean isInstalled() {
    return loader == null;
  }

  private static Path first(Path parent, String glob) {
    var pattern = parent.getFileSystem().getPathMatcher("glob:" + parent + "/" + glob);
    try (var files = Files.walk(parent, 2)) {
      return files
          .filter(pattern::matches)
          .findFirst()
          .orElseThrow(
              () -> new InstanceException("There is no loader below " + parent + "; unpack anew."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // `sounds/en` of the Debian package is a link with an absolute target, useless in a root of ours.
  private static @Nullable Path sounds(Path share) {
    for (var name : List.of("en_US_f_Allison", "en")) {
      var directory = share.resolve("sounds").resolve(name);
      if (Files.isDirectory(directory)) {
        return directory;
      }
    }
    return null;
  }

  /// The version number, like `22.10.1`, or what the program said instead of one.
  public String version() {
    var said = Programs.run(command(List.of("-V")), Duration.ofSeconds(10)).output();
    var text = said.startsWith("Asterisk ") ? said.substring(9) : said;
    return text.split("[~+ \\n]", 2)[0];
  }

  List<String> command(List<String> arguments) {
    var command = new ArrayList<String>();
    if (loader != null && libraries != null) {
      command.addAll(List.of(loader.toString(), "--library-path", libraries.toString()));
    }
    command.add(binary.toString());
    command.addAll(arguments);
    return command;
  }

  /// In a session of its own, so that no terminal and no end of ours reaches it, and without any
  /// right that it does not need.
  List<String> confined(List<String> arguments) {
    var command = new ArrayList<>(List.of("setsid", "setpriv", "--no-new-privs"));
    if (Programs.isRoot()) {
      command.addAll(List.of("--bounding-set=-all", "--inh-caps=-all"));
    }
    command.addAll(command(arguments));
    return command;
  }
}
