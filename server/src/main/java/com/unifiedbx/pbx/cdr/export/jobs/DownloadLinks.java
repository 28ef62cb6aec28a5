package com.unifiedbx.pbx.cdr.export.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Links to the file of one job, good until a moment that stands in them: HMAC-SHA256 (RFC 2104)
/// over both, under a key of this data directory. A link is good for nothing else.
final class DownloadLinks {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PATH = "/admin/api/api/cdr/exports/%s/file?expires=%d&signature=%s";
  private static final int PLACE = 16;

  private final SecretKeySpec key;
  private final Clock clock;

  DownloadLinks(Secret key, Clock clock) {
    this.key = new SecretKeySpec(key.value().getBytes(UTF_8), ALGORITHM);
    this.clock = clock;
  }

  /// @param expires to the second
  String link(String id, Instant expires) {
    return PATH.formatted(id, expires.getEpochSecond(), signature(id, expires.getEpochSecond()));
  }

  /// Looks at the signature first: a link that was not given out says nothing of jobs.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `link_invalid` or `link_expired`
  void demand(String id, @Nullable String expires, @Nullable String signature) {
    if (expires == null
        || signature == null
        || !expires.matches("[0-9]{1,12}")
        || !MessageDigest.isEqual(
            signature(id, Long.parseLong(expires)).getBytes(UTF_8), signature.getBytes(UTF_8))) {
      throw refused("link_invalid", "This is no link to an export: take the url of its job.");
    }
    if (clock.instant().getEpochSecond() >= Long.parseLong(expires)) {
      throw refused("link_expired", "This link has expired: ask the job for a fresh url.");
    }
  }

  /// Names the data directory, which is known by its key.
  String place() {
    return HexFormat.of().formatHex(mac("cdr-export place")).substring(0, PLACE);
  }

  private String signature(String id, long expires) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(mac("cdr-export file\n" + id + "\n" + expires));
  }

  private byte[] mac(String text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  private static RuntimeException refused(String code, String message) {
    return Refusal.of(Refusal.Kind.FORBIDDEN, code, message).asException();
  }
}
