package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.asterisk.FakeAsterisk;
import com.unifiedbx.pbx.calls.admission.Admission;
import com.unifiedbx.pbx.calls.admission.AdmissionProperties;
import com.unifiedbx.pbx.calls.idempotency.IdempotentAnswers;
import com.unifiedbx.pbx.calls.store.CallStore;
import com.unifiedbx.pbx.calls.tracking.Events;
import com.unifiedbx.pbx.kernel.PublicEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The room on a real database and a fake exchange, put together by hand; make a second one on the
/// same database to restart.
final class TestPbx implements AutoCloseable {

  static final Caller CALLER =
      new Caller("app-1", "Dialler", "token-1", Set.of(Scope.CALL_READ, Scope.CALL_WRITE));

  /// What was told to the other rooms, in order.
  final List<PublicEvent> told = new CopyOnWriteArrayList<>();

  final FakeAsterisk asterisk = new FakeAsterisk();
  final CallStore store;
  final LiveCalls live;
  final Calls calls;
  final IdempotentAnswers answers;
  private final CallTimers timers;

  /// Room for few, so that a test can fill it, however slow the machine is.
  static final AdmissionProperties ADMISSION =
      new AdmissionProperties(10, Duration.ofMinutes(1), Duration.ofMillis(200));

  TestPbx(TestDatabase database) {
    var jdbc = JdbcClient.create(database.dataSource());
    var properties = TestCalls.properties();
    var clock = InstantSource.system();
    answers = new IdempotentAnswers(jdbc, properties.idempotencyPeriod(), clock);
    var transactions =
        new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    store = new CallStore(jdbc, transactions, event -> told.add((PublicEvent) event));
    var admission = Admission.of(ADMISSION);
    live = new LiveCalls(asterisk, admission, store, properties, clock);
    var preflight = new Preflight(asterisk, asterisk.endpoints::containsKey, properties);
    calls = new Calls(asterisk, admission, preflight, live, store, clock);
    timers = new CallTimers(live, store, answers);
    store.start();
    timers.start();
  }

  /// On a database that other tests have used.
  static TestPbx emptied(TestDatabase database) {
    JdbcClient.create(database.dataSource())
        .sql("TRUNCATE call, call_timeline, call_idempotency, dialled")
        .update();
    return new TestPbx(database);
  }

  OriginateRequest request(String members) {
    var json = "{\"channel\":\"PJSIP/1001\",\"exten\":\"1002\"" + members + "}";
    return new OriginateParser(TestCalls.properties())
        .parse(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  Call originate() {
    return calls.originate(calls.newId(), request(""), CALLER);
  }

  /// The types of the events of a call that were published so far.
  List<String> toldOf(String callId) {
    return told.stream()
        .filter(event -> ((Call) event.data()).id().equals(callId))
        .map(PublicEvent::type)
        .toList();
  }

  void tell(Events events) {
    events.list().forEach(asterisk::tell);
  }

  @Override
  public void close() {
    timers.stop();
    store.stop();
  }
}
