package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.kernel.Secret;
import java.nio.file.Path;

/// The directory of one instance: all its state is below it, deleting it is a factory reset.
public record DataDirectory(Path root) {

  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /// The directory, made 0700 with its private parts when it is not there yet.
  public static DataDirectory open(Path root) {
    var directory = new DataDirectory(root);
    for (var part : new String[] {"", "secrets", "run", "log"}) {
      PrivateFiles.directory(directory.root().resolve(part));
    }
    return directory;
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path asterisk() {
    return root.resolve("asterisk");
  }

  /// Where Asterisk writes its call records; see the CDR room.
  public Path cdrJournal() {
    return asterisk().resolve("cdr").resolve("journal.csv");
  }

  /// Remembers, outside the database, how far the audit log goes; see the audit room.
  public Path auditHead() {
    return root.resolve("audit-head");
  }

  /// Where Asterisk puts what it records of calls, one directory a day.
  public Path recordings() {
    return asterisk().resolve("spool").resolve("monitor");
  }

  /// Files made by export jobs; see the CDR room.
  public Path exports() {
    return root.resolve("exports");
  }

  public Path tls() {
    return root.resolve("tls");
  }

  public Path log(String name) {
    return root.resolve("log").resolve(name);
  }

  public Path run(String name) {
    return root.resolve("run").resolve(name);
  }

  public Path secretFile(String name) {
    return root.resolve("secrets").resolve(name);
  }

  /// The instance's own secret of that name: 256 random bits, made on first use, the same ever
  /// after.
  public Secret secret(String name) {
    var known = PrivateFiles.read(secretFile(name));
    if (known != null && !known.isEmpty()) {
      return new Secret(known);
    }
    var made = Secret.random();
    PrivateFiles.write(secretFile(name), made.value() + "\n");
    return made;
  }
}
