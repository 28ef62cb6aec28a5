package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key that turns a credential into what is stored of it: HMAC-SHA256 (RFC 2104) under a key
/// that is not in the database, so that a copy of the database alone opens nothing. A slow hash
/// would add nothing to 256 random bits and would let anyone who knows a client id keep the
/// processors busy.
public final class Pepper {

  private final SecretKeySpec key;

  public Pepper(Secret secret) {
    this.key = new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /// 32 bytes that stand for the credential.
  public byte[] hash(String credential) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(credential.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
