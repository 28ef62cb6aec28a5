package com.unifiedbx.pbx.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.kernel.Secret;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Links rows: HMAC-SHA256 (RFC 2104) over the hash before and the row's content, under a key that
/// is not in the database. Who has only the database can't make a hash that fits.
final class ChainKey {

  /// What stands before the first row.
  static final byte[] START = new byte[32];

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac keyed;

  ChainKey(Secret secret) {
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(secret.value().getBytes(UTF_8), ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  AuditRow link(long seq, AuditEntry entry, byte[] previous) {
    return new AuditRow(seq, entry, previous, hash(seq, entry, previous));
  }

  /// Whether the row's content and place are those that were written.
  boolean isGenuine(AuditRow row) {
    return MessageDigest.isEqual(hash(row.seq(), row.entry(), row.previous()), row.hash());
  }

  private byte[] hash(long seq, AuditEntry entry, byte[] previous) {
    try {
      var mac = (Mac) keyed.clone();
      mac.update(previous);
      return mac.doFinal(content(seq, entry));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The JDK's " + ALGORITHM + " can be copied", e);
    }
  }

  /// Every member with its length before it, so that no two rows have the same bytes. Changing this
  /// breaks every chain that exists.
  private static byte[] content(long seq, AuditEntry entry) {
    var by = entry.by();
    var texts =
        Stream.of(
            by.name(),
            by.applicationId(),
            by.applicationName(),
            by.tokenId(),
            by.address(),
            by.requestId(),
            entry.operation(),
            entry.object(),
            entry.before(),
            entry.after(),
            entry.outcome().text(),
            entry.error());
    var bytes = new ByteArrayOutputStream(512);
    try (var out = new DataOutputStream(bytes)) {
      out.writeLong(seq);
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.time()));
      for (var text : (Iterable<@Nullable String>) texts::iterator) {
        write(out, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    var bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
