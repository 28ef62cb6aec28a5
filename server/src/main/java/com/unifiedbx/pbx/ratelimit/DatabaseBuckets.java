package com.unifiedbx.pbx.ratelimit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.scheduling.annotation.Scheduled;

/// Buckets in the table `rate_bucket`, which all nodes share. Each charge is a short transaction.
final class DatabaseBuckets implements Buckets {

  /// Longer than any of our buckets needs to be full again.
  private static final Duration KEPT = Duration.ofMinutes(10);

  private static final int PRUNED_AT_ONCE = 1_000;

  private final PostgreSQLSelectForUpdateBasedProxyManager<String> proxies;

  DatabaseBuckets(DataSource dataSource) {
    proxies =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(dataSource)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("pbx.rate_bucket")
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
            .build();
  }

  @Override
  public Bucket get(Limit limit, String key) {
    var id =
        limit.name()
            + ":"
            + limit.burst()
            + "/"
            + limit.tokens()
            + "/"
            + limit.period()
            + ":"
            + key;
    return proxies.getProxy(
        id, () -> BucketConfiguration.builder().addLimit(Buckets.bandwidth(limit)).build());
  }

  /// Deletes what is full again and so not needed.
  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
  void prune() {
    while (proxies.removeExpired(PRUNED_AT_ONCE) == PRUNED_AT_ONCE) {
      Thread.onSpinWait();
    }
  }
}
