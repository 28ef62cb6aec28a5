package com.unifiedbx.pbx.demo;

import com.unifiedbx.pbx.demo.Demo.Person;
import com.unifiedbx.pbx.extensions.Extension;
import com.unifiedbx.pbx.extensions.ExtensionSettings;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.extensions.NewExtension;
import com.unifiedbx.pbx.extensions.VoicemailBox;
import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.kernel.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The extensions behind the demo's phones, and the knowledge which ones are the demo's own.
///
/// `DIR/demo/extensions` notes each with the moment it was made, so that an extension of the same
/// number that a user made later, or before, is told apart.
final class DemoExtensions {

  private final Extensions extensions;
  private final Path home;

  DemoExtensions(Extensions extensions, DataDirectory directory) {
    this.extensions = extensions;
    this.home = directory.root().resolve(DemoPhones.NAME);
  }

  /// Makes the person's extension or gives it another SIP secret. Returns the digest that a phone
  /// signs in with, or null when the number is somebody else's, which is left alone.
  @Nullable String renew(Person person) {
    var known = extensions.find(person.number());
    if (known == null) {
      var secret = extensions.add(made(person));
      note(extensions.get(person.number()));
      return digest(person, secret);
    }
    return notes().contains(text(known))
        ? digest(person, extensions.resetSecret(person.number(), null))
        : null;
  }

  private static NewExtension made(Person person) {
    var settings = ExtensionSettings.named(person.fullName).withBox(VoicemailBox.mailing(""));
    return new NewExtension(person.number(), settings, null);
  }

  /// HA1 of RFC 7616 with MD5, which every Asterisk can sign in with.
  private static String digest(Person person, Secret secret) {
    var text = person.number() + ":asterisk:" + secret.value();
    try {
      var md5 = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }

  private static String text(Extension extension) {
    return extension.number() + " " + extension.createdAt();
  }

  private List<String> notes() {
    try {
      var file = home.resolve("extensions");
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(Extension extension) {
    try {
      var owner = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(home, PosixFilePermissions.asFileAttribute(owner));
      Files.writeString(
          home.resolve("extensions"),
          text(extension) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
