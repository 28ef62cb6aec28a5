package com.unifiedbx.pbx.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.TestStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What health says of the log.
class EventHealthTests {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final TestServer server = TestServer.shared();

  private JsonNode eventLog() {
    return TestCaller.json(server.send(server.request("/health"))).at("/components/eventLog");
  }

  private void awaitStatus(String status) {
    await().atMost(SOON).until(() -> eventLog().get("status").asString().equals(status));
  }

  @Test
  void aLogThatNobodyFollowsIsToldAndWhatWasMissedComesLater() {
    var caller = TestCaller.with("event:read", "call:read");
    var tail = server.bean(EventTail.class);
    awaitStatus("up");
    try (var stream = TestStream.open(caller, "")) {
      tail.stop();
      try {
        server.publish(TestEvent.of("call.queued", "missed"));
        awaitStatus("degraded");
        assertThat(eventLog().get("reason").asString()).contains("not followed");
        assertThat(server.bean(Events.class).pace().lag()).isPositive();
      } finally {
        tail.start();
      }
      assertThat(stream.next().mark()).isEqualTo("missed");
    }
    awaitStatus("up");
  }
}
