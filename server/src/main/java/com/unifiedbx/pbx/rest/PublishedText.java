package com.unifiedbx.pbx.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/// A document that stays the same while the server runs, with the `ETag` that says so.
public final class PublishedText {

  private final String type;
  private final byte[] bytes;
  private final String etag;

  private PublishedText(String type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
    this.etag = "\"" + HexFormat.of().formatHex(sha256(bytes), 0, 16) + "\"";
  }

  public static PublishedText of(String type, String text) {
    return new PublishedText(type, text.getBytes(StandardCharsets.UTF_8));
  }

  public static PublishedText of(String type, byte[] bytes) {
    return new PublishedText(type, bytes.clone());
  }

  /// The document, or 304 when the reader has it.
  ///
  /// @param known the reader's `If-None-Match`
  public ResponseEntity<byte[]> answer(@Nullable String known) {
    var isKnown =
        known != null
            && Arrays.stream(known.split(",", -1))
                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    var answer =
        ResponseEntity.status(isKnown ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
            .header(HttpHeaders.ETAG, etag)
            // Ask again each time; the answer is short when nothing changed.
            .header(HttpHeaders.CACHE_CONTROL, "no-cache");
    return isKnown ? answer.build() : answer.header(HttpHeaders.CONTENT_TYPE, type).body(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
