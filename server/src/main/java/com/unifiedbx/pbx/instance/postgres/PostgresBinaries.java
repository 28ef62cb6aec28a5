package com.unifiedbx.pbx.instance.postgres;

import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.files.UserCache;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The PostgreSQL programs, unpacked once per user from the jar on the class path.
///
/// The archive is unpacked beside its place and moved there in one step, under a lock, so that two
/// instances may start at once and a machine that went dark half way leaves nothing to trip over. A
/// directory that lacks a needed file is thrown away and made again.
public final class PostgresBinaries {

  /// The version in the jar; a test holds it against what the program says of itself.
  public static final String VERSION = "18.6.0";

  static final int MAJOR = 18;

  private static final List<String> NEEDED =
      List.of(
          "bin/postgres", "bin/initdb", "bin/pg_ctl", "share/postgresql/postgres.bki", ".complete");

  private PostgresBinaries() {}

  /// The directory that holds `bin/postgres`, below the user's cache.
  static Path unpacked() {
    return unpacked(UserCache.directory());
  }

  static synchronized Path unpacked(Path cache) {
    var home = cache.resolve("postgresql-" + VERSION);
    if (isComplete(home)) {
      return home;
    }
    try {
      Files.createDirectories(cache);
      var lock = cache.resolve("postgresql-" + VERSION + ".lock");
      try (var channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        if (!isComplete(home)) {
          replace(home, cache);
        }
      }
      return home;
    } catch (IOException e) {
      throw new InstanceException(
          "Can't unpack PostgreSQL into "
              + home
              + " ("
              + e.getMessage()
              + "); make room there"
              + " or set XDG_CACHE_HOME to a directory that can be written.",
          e);
    }
  }

  private static boolean isComplete(Path home) {
    return NEEDED.stream().allMatch(n -> Files.exists(home.resolve(n)));
  }

  private static void replace(Path home, Path cache) throws IOException {
    // Nobody else is here: what an earlier start left half done can go.
    try (var left = Files.newDirectoryStream(cache, home.getFileName() + ".new*")) {
      left.forEach(PrivateFiles::deleteTree);
    }
    PrivateFiles.deleteTree(home);
    var fresh = Files.createTempDirectory(cache, home.getFileName() + ".new");
    try (var archive = open()) {
      unpack(archive, fresh);
    }
    Files.createFile(fresh.resolve(".complete"));
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(fresh, home);
    }
  }

  private static InputStream open() {
    var name =
        switch (System.getProperty("os.arch", "")) {
          case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
          case "aarch64", "arm64" -> "/postgres-linux-arm_64.txz";
          default -> "";
        };
    var archive = name.isEmpty() ? null : PostgresBinaries.class.getResourceAsStream(name);
    if (archive == null) {
      throw new InstanceException(
          "There is no embedded PostgreSQL for this system ("
              + System.getProperty("os.name")
              + ", "
              + System.getProperty("os.arch")
              + "); give --database-url of a PostgreSQL you run.");
    }
    return archive;
  }

  private static void unpack(InputStream archive, Path target) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, 1 << 16)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("the archive names a file outside: " + entry.getName());
        }
        write(tar, entry, path);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, path);
    var executable = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
