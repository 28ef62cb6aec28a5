package com.unifiedbx.pbx.ratelimit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;

/// Where the buckets are kept: on this node, or in the database for all nodes.
interface Buckets {

  /// The bucket of that key; full when it was not there. The same key under another limit is
  /// another bucket.
  Bucket get(Limit limit, String key);

  static Bandwidth bandwidth(Limit limit) {
    return Bandwidth.builder()
        .capacity(limit.burst())
        .refillGreedy(limit.tokens(), limit.period())
        .build();
  }
}
