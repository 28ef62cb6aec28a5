package com.unifiedbx.pbx.events;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.TestStream;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.applications.Applications;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// `GET /events` as clients see it.
@Timeout(60)
class EventRestControllerTests {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String CURSOR = "[0-9a-z]{1,12}";

  private final TestServer server = TestServer.shared();
  private final TestCaller caller =
      TestCaller.with("event:read", "call:read", "extension:read", "voicemail:read", "cdr:read");

  private static void publish(TestServer server, TestEvent... events) {
    server
        .bean(TransactionTemplate.class)
        .executeWithoutResult(status -> {
          for (var event : events) {
            server.publish(event);
          }
        });
  }

  private void publish(TestEvent... events) {
    publish(server, events);
  }

  private static String mark() {
    return UUID.randomUUID().toString();
  }

  @Test
  void eventsComeAsTheyWerePublished() {
    try (var stream = TestStream.open(caller, "")) {
      publish(new TestEvent("call.ringing", Map.of("n", 1), Set.of("1001")));
      var event = stream.next();
      assertThat(event.type()).isEqualTo("call.ringing");
      assertThat(event.id()).matches(CURSOR);
      assertThat(event.data())
          .isEqualTo(
              "{\"id\":\"%s\",\"type\":\"call.ringing\",\"time\":\"2026-01-02T03:04:05.006Z\",\"data\":{\"n\":1}}"
                  .formatted(event.id()));
    }
  }

  @Test
  void whatWasRolledBackIsNeverTold() {
    try (var stream = TestStream.open(caller, "")) {
      server
          .bean(TransactionTemplate.class)
          .executeWithoutResult(status -> {
            server.publish(TestEvent.of("call.queued", "never"));
            status.setRollbackOnly();
          });
      publish(TestEvent.of("call.queued", "kept"));
      assertThat(stream.next().mark()).isEqualTo("kept");
    }
  }

  @Test
  void theStateIsRolledBackWhenItsEventCannotBeKept() {
    var transaction = server.bean(TransactionTemplate.class);
    var jdbc = server.bean(JdbcClient.class);
    var name = mark();
    assertThatThrownBy(() ->
            transaction.executeWithoutResult(status -> {
              jdbc.sql("insert into pbx.admin_user (name, password_hash) values (?, 'x')")
                  .param(name)
                  .update();
              server.publish(TestEvent.of("call.queued", "lost"));
              jdbc.sql("set local transaction_read_only = on").update();
            }))
        .isInstanceOf(DataAccessException.class);
    assertThat(
            jdbc.sql("select count(*) from pbx.admin_user where name = ?")
                .param(name)
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void aClientThatComesBackMissesNothing() {
    String last;
    try (var stream = TestStream.open(caller, "")) {
      publish(TestEvent.of("call.queued", "a"));
      last = stream.next().id();
    }
    publish(TestEvent.of("call.queued", "b"), TestEvent.of("call.queued", "c"));
    var byHeader = caller.request("/events").header("Last-Event-ID", String.valueOf(last));
    for (var request :
        List.of(
            byHeader,
            caller.request("/events?lastEventId=" + last),
            caller.request("/events?after=" + last))) {
      try (var stream = TestStream.open(server, request)) {
        assertThat(stream.next(2)).extracting(TestStream.Received::mark).containsExactly("b", "c");
      }
    }
  }

  @Test
  void anUnknownPlaceIsToldByAResetAndThenWhatIsNew() {
    publish(TestEvent.of("call.queued", "before"));
    for (var place : List.of("zzz", "no%20cursor", "5")) {
      try (var stream = TestStream.open(caller, "?lastEventId=" + place)) {
        var reset = stream.next();
        assertThat(reset.type()).isEqualTo("reset");
        assertThat(reset.id()).matches(CURSOR);
        assertThat(reset.json().get("id").asString()).isEqualTo(reset.id());
        publish(TestEvent.of("call.queued", "after " + place));
        assertThat(stream.next().mark()).isEqualTo("after " + place);
      }
    }
  }

  @Test
  void readersSeeOnlyWhatTheirScopesShow() {
    var narrow = TestCaller.with("event:read", "extension:read");
    try (var stream = TestStream.open(narrow, "")) {
      publish(
          TestEvent.of("call.queued", "no"),
          TestEvent.of("voicemail.received", "no"),
          TestEvent.of("cdr.created", "no"),
          TestEvent.of("extension.added", "yes"));
      assertThat(stream.next().mark()).isEqualTo("yes");
    }
    var refused = narrow.get("/events?types=extension.added,call.queued");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(json(refused).get("requiredScope").asString()).isEqualTo("call:read");
    assertThat(TestCaller.with("call:read").get("/events").statusCode()).isEqualTo(403);
  }

  @Test
  void filtersByTypeAndByExtension() {
    try (var byType = TestStream.open(caller, "?types=call.failed,extension.*");
        var byExtension = TestStream.open(caller, "?extension=1007")) {
      publish(
          TestEvent.of("call.queued", "no"),
          TestEvent.of("call.failed", "first"),
          new TestEvent("extension.state", Map.of("mark", "second"), Set.of("1007", "1008")));
      assertThat(byType.next(2))
          .extracting(TestStream.Received::mark)
          .containsExactly("first", "second");
      assertThat(byExtension.next().mark()).isEqualTo("second");
    }
    var unknown = caller.get("/events?types=call.dreamt");
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(json(unknown).get("field").asString()).isEqualTo("types");
    assertThat(caller.get("/events?extension=abc").statusCode()).isEqualTo(422);
  }

  @Test
  void aParameterThatIsNoneIsRefused() {
    var misspelt = caller.get("/events?type=call.failed");
    assertThat(misspelt.statusCode()).isEqualTo(422);
    assertThat(json(misspelt).get("field").asString()).isEqualTo("type");
  }

  @Test
  void aFenceHidesWhatConcernsNobodyInsideIt() {
    var fence = new Fence(List.of("65XX"), List.of(), null, null);
    var fenced = TestCaller.on(new Terms(false, fence, null), "event:read", "extension:read");
    try (var stream = TestStream.open(fenced, "")) {
      publish(
          new TestEvent("extension.state", Map.of("mark", "outside"), Set.of("7501")),
          new TestEvent("extension.state", Map.of("mark", "nobody's"), Set.of()),
          new TestEvent("extension.state", Map.of("mark", "one of two"), Set.of("7501", "6501")));
      assertThat(stream.next().mark()).isEqualTo("one of two");
    }
  }

  @Test
  void aTokenThatExpiresEndsItsStream() {
    try (var stream = TestStream.open(caller, "")) {
      caller.letTokenExpire();
      assertThat(stream.nextOrEnd()).isNull();
      assertThat(stream.comments()).last().asString().contains("expired");
    }
  }

  @Test
  void aQuietStreamShowsSignsOfLife() {
    try (var stream = TestStream.open(caller, "?types=voicemail.changed")) {
      stream.awaitComment("heartbeat");
    }
  }

  @Test
  void aRevokedTokenEndsItsStream() {
    try (var stream = TestStream.open(caller, "")) {
      var form = "token=" + caller.token();
      var answer =
          server.send(
              server
                  .request("/revoke")
                  .header("Authorization", caller.basic())
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(form)));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(stream.nextOrEnd()).isNull();
      assertThat(stream.comments()).last().asString().contains("revoked");
    }
  }

  @Test
  void aDisabledApplicationsStreamsEndOnEveryNode() {
    try (var other = TestServer.anotherNode(Map.of());
        var here = TestStream.open(caller, "");
        var there = TestStream.open(other, caller.at(other).request("/events"))) {
      server.bean(Applications.class).setEnabled(caller.applicationId(), false);
      assertThat(here.nextOrEnd()).isNull();
      assertThat(there.nextOrEnd()).isNull();
      assertThat(there.comments()).last().asString().contains("disabled");
    }
  }

  @Test
  void aStreamEndsWhenItsScopesAreNarrowed() {
    var jdbc = server.bean(JdbcClient.class);
    try (var stream = TestStream.open(caller, "")) {
      jdbc.sql("update pbx.application set scopes = '{event:read,extension:read}' where id = ?")
          .param(caller.applicationId())
          .update();
      assertThat(stream.nextOrEnd()).isNull();
      assertThat(stream.comments()).last().asString().contains("narrowed");
    }
  }

  @Test
  void aServerThatStopsEndsItsStreamsWithAWord() {
    for (var version : List.of(HttpClient.Version.HTTP_2, HttpClient.Version.HTTP_1_1)) {
      var node = TestServer.anotherNode(Map.of());
      var answer = node.open(caller.at(node).request("/events").version(version));
      assertThat(answer.version()).isEqualTo(version);
      var subscribing =
          caller
              .at(node)
              .request("/gql")
              .version(version)
              .header("Accept", "text/event-stream")
              .POST(BodyPublishers.ofString("{\"query\":\"subscription { events { id } }\"}"));
      // Who does not read when the connection ends is told of that first, by this client.
      try (var stream = TestStream.of(answer);
          var subscription = TestStream.open(node, subscribing);
          var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var ends =
            List.of(
                threads.submit(stream::awaitCleanEnd), threads.submit(subscription::awaitCleanEnd));
        node.close();
        assertThat(ends).allSatisfy(end -> assertThat(end).succeedsWithin(SOON));
        assertThat(stream.comments()).endsWith("the server is stopping");
      }
    }
  }

  @Test
  void twoNodesTellTheSameInTheSameOrder() {
    try (var other = TestServer.anotherNode(Map.of());
        var here = TestStream.open(caller, "");
        var there = TestStream.open(other, caller.at(other).request("/events"))) {
      IntStream.range(0, 200)
          .parallel()
          .forEach(i ->
              publish(i % 2 == 0 ? server : other, TestEvent.of("call.queued", String.valueOf(i))));
      var seen = here.next(200);
      assertThat(seen).extracting(TestStream.Received::mark).doesNotHaveDuplicates();
      assertThat(there.next(200)).isEqualTo(seen);
    }
  }

  @Test
  void aReaderThatStandsStillHoldsUpNobodyAndGetsEverythingFromTheLog() {
    var fromLog = server.bean(EventReaders.class).caughtUp();
    try (var slow = TestStream.openNarrow(caller, "?types=call.queued");
        var other = TestStream.open(caller, "?types=call.queued")) {
      var padding = "x".repeat(4_000);
      for (int batch = 0; batch < 50; batch++) {
        var from = batch * 100;
        publish(
            IntStream.range(from, from + 100)
                .mapToObj(
                    i -> new TestEvent("call.queued", Map.of("mark", i, "pad", padding), Set.of()))
                .toArray(TestEvent[]::new));
      }
      var all = IntStream.range(0, 5_000).boxed().toList();
      for (var reader : List.of(other, slow)) {
        assertThat(reader.next(5_000))
            .extracting(received -> Integer.parseInt(received.mark()))
            .containsExactlyElementsOf(all);
      }
    }
    assertThat(server.bean(EventReaders.class).caughtUp()).isGreaterThan(fromLog);
  }
}
