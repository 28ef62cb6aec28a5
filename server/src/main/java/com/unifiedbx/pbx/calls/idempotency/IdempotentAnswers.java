package com.unifiedbx.pbx.calls.idempotency;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Does what a request asks once, however often it is sent: the answer is kept with its key and
/// given again, also after a restart and by another node.
///
/// Equal requests that come at the same time wait for the first: in this process on a lock, between
/// processes by looking at the row. No transaction is open while the work is done.
public final class IdempotentAnswers {

  /// How long to wait for another node before telling the client to come back.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// After this, one who claimed a key and has made a call has died before saying so.
  private static final Duration SILENT = Duration.ofSeconds(2);

  /// After this, one who claimed a key and has made no call has died.
  private static final Duration ABANDONED = Duration.ofSeconds(30);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /// What a client gets.
  ///
  /// @param callId the call that was made or worked on, for `Location`
  public record Answer(int status, String body, String callId, boolean replayed) {

    public Answer again() {
      return new Answer(status, body, callId, true);
    }

    /// Worth keeping; what comes of overload or absence is not, for it shall be tried again.
    public boolean isFinal() {
      return status != 429 && status < 500;
    }
  }

  /// The work behind a request.
  public interface Attempt {

    String callId();

    /// Does it. Refusals come as answers; what is thrown leaves the key free.
    Answer run();

    /// The answer for a call that was made although nobody recorded the answer, or null when there
    /// is no such call.
    @Nullable Answer resume(String callId);
  }

  /// A lock and how many want it; gone when nobody does. Counted inside the map's own locking.
  private static final class Turns {

    final ReentrantLock lock = new ReentrantLock();
    private int wanted = 1;

    Turns more() {
      wanted++;
      return this;
    }

    @Nullable Turns less() {
      wanted--;
      return wanted == 0 ? null : this;
    }
  }

  private final IdempotencyRepository repository;
  private final InstantSource clock;
  private final Map<IdempotencyKey, Turns> atWork = new ConcurrentHashMap<>();

  /// @param period how long a key is remembered
  public IdempotentAnswers(JdbcClient jdbc, Duration period, InstantSource clock) {
    this(new IdempotencyRepository(jdbc, period), clock);
  }

  IdempotentAnswers(IdempotencyRepository repository, InstantSource clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /// @throws RefusedException `BAD_VALUE` when the key was used with another body, `CONFLICT` when
  ///   another node is still at it
  public Answer once(IdempotencyKey key, String bodyHash, Attempt attempt) {
    var turn = atWork.compute(key, (_, turns) -> turns == null ? new Turns() : turns.more());
    turn.lock.lock();
    try {
      return claimOrReplay(key, bodyHash, attempt);
    } finally {
      turn.lock.unlock();
      atWork.computeIfPresent(key, (_, turns) -> turns.less());
    }
  }

  private Answer claimOrReplay(IdempotencyKey key, String bodyHash, Attempt attempt) {
    var deadline = clock.instant().plus(PATIENCE);
    while (clock.instant().isBefore(deadline)) {
      if (repository.claim(key, bodyHash, attempt.callId(), clock.instant())) {
        return work(key, attempt);
      }
      var entry = repository.find(key);
      var answer = entry == null ? null : replay(key, bodyHash, entry, attempt);
      if (answer != null) {
        return answer;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    throw Refusal.conflict("in_progress", "The first request with this key is still being done.")
        .onField("Idempotency-Key")
        .asException();
  }

  private @Nullable Answer replay(
      IdempotencyKey key, String bodyHash, KeptAnswer entry, Attempt attempt) {
    if (!bodyHash.equals(entry.bodyHash())) {
      throw Refusal.of(
              Refusal.Kind.BAD_VALUE,
              "idempotency_key_reused",
              "This key was used with another body; a new request needs a new key.")
          .onField("Idempotency-Key")
          .asException();
    }
    if (entry.status() != null && entry.body() != null) {
      return new Answer(entry.status(), entry.body(), entry.callId(), true);
    }
    var age = Duration.between(entry.createdAt(), clock.instant());
    var made = age.compareTo(SILENT) < 0 ? null : attempt.resume(entry.callId());
    if (made != null) {
      repository.complete(key, entry.callId(), made.status(), made.body());
      return made;
    }
    return age.compareTo(ABANDONED) > 0
            && repository.takeOver(key, entry, attempt.callId(), clock.instant())
        ? work(key, attempt)
        : null;
  }

  private Answer work(IdempotencyKey key, Attempt attempt) {
    var done = false;
    try {
      var answer = attempt.run();
      if (answer.isFinal()) {
        repository.complete(key, attempt.callId(), answer.status(), answer.body());
        done = true;
      }
      return answer;
    } finally {
      if (!done) {
        repository.release(key, attempt.callId());
      }
    }
  }

  /// Forgets the keys whose time is over.
  public void purge() {
    repository.purge();
  }
}
