package com.unifiedbx.pbx.oauth.tokens;

import java.nio.ByteBuffer;

/// The 32 bytes that stand for a token, as four numbers: each request looks for one among many, and
/// a key that holds its content itself is found with fewer steps through memory.
record TokenHash(long first, long second, long third, long fourth) {

  static TokenHash of(byte[] hash) {
    var bytes = ByteBuffer.wrap(hash);
    return new TokenHash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(4 * Long.BYTES)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }
}
