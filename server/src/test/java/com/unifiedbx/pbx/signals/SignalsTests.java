package com.unifiedbx.pbx.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestDatabase;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The listening line against a real PostgreSQL: how its loss is noticed, and what follows.
class SignalsTests {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final TestDatabase database = TestDatabase.fresh();
  private final SilentProxy proxy = SilentProxy.to(database.url());
  private final Ears ears = new Ears();
  private final Signals signals = new Signals(through(proxy, database));

  /// Remembers what it heard.
  private static final class Ears implements SignalListener {
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final AtomicInteger lines = new AtomicInteger();

    @Override
    public void signalled(String payload) {
      heard.add(payload);
    }

    @Override
    public void lineMade() {
      lines.incrementAndGet();
    }
  }

  SignalsTests() {
    signals.listen("pbx_test", ears);
    signals.start();
    await().atMost(SOON).until(signals::isListening);
  }

  @AfterEach
  void stop() {
    signals.stop();
    proxy.close();
  }

  @Test
  void whatIsToldIsHeard() {
    tell("one");
    await().atMost(SOON).untilAsserted(() -> assertThat(ears.heard).containsExactly("one"));
  }

  @Test
  void terminatedLineIsNoLongerTrustedAndIsMadeAgain() {
    proxy.refuse();
    terminateListener();
    await().atMost(SOON).until(() -> !signals.isListening());
    assertThat(ears.lines).hasValue(1);
    proxy.pass();
    await().atMost(SOON).until(signals::isListening);
    assertThat(ears.lines).hasValue(2);
    tell("again");
    await().atMost(SOON).untilAsserted(() -> assertThat(ears.heard).containsExactly("again"));
  }

  @Test
  void lineThatFallsSilentIsNotTrustedForLong() {
    proxy.fallSilent();
    await().atMost(SOON).until(() -> !signals.isListening());
    proxy.pass();
    await().atMost(SOON).until(signals::isListening);
    assertThat(ears.lines).hasValue(2);
  }

  private void tell(String payload) {
    JdbcClient.create(database.dataSource())
        .sql("select pg_notify('pbx_test', ?)")
        .param(payload)
        .query(String.class)
        .single();
  }

  private void terminateListener() {
    JdbcClient.create(database.dataSource())
        .sql(
            """
            select pg_terminate_backend(pid, 60000) from pg_stat_activity
            where datname = current_database() and application_name = 'UnifiedBX signals'\
            """)
        .query(Boolean.class)
        .list();
  }

  private static PGSimpleDataSource through(SilentProxy proxy, TestDatabase database) {
    var source = new PGSimpleDataSource();
    source.setUrl(proxy.url());
    source.setUser(database.user());
    source.setPassword(database.password());
    return source;
  }
}
