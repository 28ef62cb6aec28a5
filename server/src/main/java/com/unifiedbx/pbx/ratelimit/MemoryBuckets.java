package com.unifiedbx.pbx.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/// Buckets of this node. Bounded: a bucket that nobody used for so long that it is full again may
/// be forgotten, and among too many the ones used least go first. The upkeep is done by who asks:
/// waking a thread for it costs more.
final class MemoryBuckets implements Buckets {

  private static final int MOST = 100_000;
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final Cache<Key, Bucket> buckets =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumSize(MOST)
          .expireAfterAccess(IDLE)
          .build();

  private record Key(Limit limit, String key) {}

  @Override
  public Bucket get(Limit limit, String key) {
    return buckets.get(new Key(limit, key), MemoryBuckets::full);
  }

  private static Bucket full(Key key) {
    return Bucket.builder().addLimit(Buckets.bandwidth(key.limit())).build();
  }
}
