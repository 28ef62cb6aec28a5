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

  private static final String ALGORITHM = "HmacSHA256";

  /// Ready with the key; copied for each use, since looking one up and keying it costs more than
  /// hashing a credential.
  private final Mac keyed;

  public Pepper(Secret secret) {
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  /// 32 bytes that stand for the credential.
  public byte[] hash(String credential) {
    try {
      return ((Mac) keyed.clone()).doFinal(credential.getBytes(StandardCharsets.UTF_8));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The JDK's " + ALGORITHM + " can be copied", e);
    }
  }
}
