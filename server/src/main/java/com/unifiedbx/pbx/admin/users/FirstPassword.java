package com.unifiedbx.pbx.admin.users;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.kernel.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The file `initial-admin-password`, readable by its owner only, there until the password was
/// changed.
public record FirstPassword(Path file) {

  public static FirstPassword of(DataDirectory directory) {
    return new FirstPassword(directory.root().resolve("initial-admin-password"));
  }

  public void write(Secret password) {
    try {
      var made =
          Files.createTempFile(
              file.getParent(),
              ".password",
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(made, password.value() + "\n", StandardCharsets.US_ASCII);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file, e);
    }
  }

  /// The password was changed: what the file says opens nothing any more.
  public void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't delete " + file, e);
    }
  }
}
