package com.unifiedbx.pbx.calls.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.calls.idempotency.IdempotentAnswers.Answer;
import com.unifiedbx.pbx.calls.idempotency.IdempotentAnswers.Attempt;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class IdempotentAnswersTests {

  private static final IdempotencyRepository REPOSITORY =
      new IdempotencyRepository(
          JdbcClient.create(TestDatabase.fresh().dataSource()), Duration.ofHours(24));

  private final IdempotencyKey key = new IdempotencyKey("app-1", UUID.randomUUID().toString());
  private final AtomicInteger done = new AtomicInteger();

  private IdempotentAnswers node() {
    return new IdempotentAnswers(REPOSITORY, InstantSource.system());
  }

  /// Work that answers with its own number.
  private final class Numbered implements Attempt {

    private final String callId;
    private final int status;

    Numbered(String callId, int status) {
      this.callId = callId;
      this.status = status;
    }

    @Override
    public String callId() {
      return callId;
    }

    @Override
    public Answer run() {
      return new Answer(status, "answer " + done.incrementAndGet(), callId, false);
    }

    @Override
    public @Nullable Answer resume(String madeId) {
      return madeId.startsWith("made") ? new Answer(202, "resumed", madeId, true) : null;
    }
  }

  @Test
  void hundredEqualRequestsOnTwoNodesAreDoneOnce() throws InterruptedException, ExecutionException {
    var nodes = new IdempotentAnswers[] {node(), node()};
    var answers = new ArrayList<Answer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Answer>>();
      for (var i = 0; i < 100; i++) {
        var number = i;
        tasks.add(() -> nodes[number % 2].once(key, "hash", new Numbered("c-" + number, 202)));
      }
      for (Future<Answer> answer : threads.invokeAll(tasks)) {
        answers.add(answer.get());
      }
    }
    assertThat(done).hasValue(1);
    assertThat(answers).extracting(Answer::body).containsOnly("answer 1");
    assertThat(answers)
        .extracting(Answer::callId)
        .hasSize(100)
        .containsOnly(answers.get(0).callId());
    assertThat(answers).filteredOn(answer -> !answer.replayed()).hasSize(1);
  }

  @Test
  void anotherBodyUnderTheSameKeyIsRefused() {
    node().once(key, "hash", new Numbered("c-1", 202));
    assertThatThrownBy(() -> node().once(key, "other", new Numbered("c-2", 202)))
        .isInstanceOf(RefusedException.class);
    assertThat(done).hasValue(1);
  }

  @Test
  void anotherApplicationHasKeysOfItsOwn() {
    node().once(key, "hash", new Numbered("c-1", 202));
    node().once(new IdempotencyKey("app-2", key.text()), "other", new Numbered("c-2", 202));
    assertThat(done).hasValue(2);
  }

  @Test
  void refusedRequestIsRemembered() {
    node().once(key, "hash", new Numbered("c-1", 422));
    var again = node().once(key, "hash", new Numbered("c-2", 422));
    assertThat(again.replayed()).isTrue();
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.body()).isEqualTo("answer 1");
  }

  @Test
  void overloadAndAbsenceAreForgotten() {
    node().once(key, "hash", new Numbered("c-1", 503));
    assertThat(node().once(key, "hash", new Numbered("c-2", 202)).body()).isEqualTo("answer 2");
  }

  @Test
  void keyIsFreeAgainAfterADay() {
    REPOSITORY.claim(key, "old", "c-0", Instant.now().minus(Duration.ofHours(25)));
    assertThat(node().once(key, "new", new Numbered("c-1", 202)).replayed()).isFalse();
  }

  @Test
  void callMadeByANodeThatDiedIsAnsweredNotRepeated() {
    REPOSITORY.claim(key, "hash", "made-1", Instant.now().minusSeconds(5));
    var answer = node().once(key, "hash", new Numbered("c-2", 202));
    assertThat(answer.callId()).isEqualTo("made-1");
    assertThat(done).hasValue(0);
  }

  @Test
  void workThatANodeDiedBeforeIsDone() {
    REPOSITORY.claim(key, "hash", "c-1", Instant.now().minusSeconds(60));
    assertThat(node().once(key, "hash", new Numbered("c-2", 202)).callId()).isEqualTo("c-2");
    assertThat(done).hasValue(1);
  }
}
