package com.unifiedbx.pbx.graphql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.Audited;
import com.unifiedbx.pbx.signals.SignalListener;
import com.unifiedbx.pbx.signals.Signals;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/// The answers to questions about what is provisioned, kept until something is provisioned: scripts
/// ask the same question again and again, and nothing has changed.
///
/// A change made on this node ends all answers before its own answer goes out. A change made
/// elsewhere (another node, the command line, SQL by hand) ends them when the database tells of it,
/// milliseconds after it was committed. While the line to the database is lost, nothing is kept.
@Component
class KeptAnswers implements SignalListener {

  private static final int MOST_BYTES = 16 << 20;

  /// Larger questions and answers are not kept: a few of them would push out all others.
  private static final int LONGEST_QUESTION = 8 << 10;

  private static final int LONGEST_ANSWER = MOST_BYTES / 8;

  /// What an entry costs beside its bytes, roughly.
  private static final int OVERHEAD = 200;

  private final Cache<Question, Answer> answers =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .<Question, Answer>weigher(
              (question, answer) -> question.body.length + answer.body.length + OVERHEAD)
          .build();
  private final AtomicLong generation = new AtomicLong();
  private final Signals signals;

  KeptAnswers(Signals signals) {
    this.signals = signals;
    signals.listen("pbx_provisioned", this);
  }

  /// A request as far as its answer depends on it. Held by value: the same bytes, sent by callers
  /// with the same scopes and the same fence, are the same question.
  record Question(byte[] body, Set<Scope> scopes, Fence fence, boolean strict) {

    static Question of(byte[] body, boolean strict) {
      var caller = Caller.current();
      return new Question(body, caller.scopes(), caller.terms().fence(), strict);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Question that
          && strict == that.strict
          && Arrays.equals(body, that.body)
          && scopes.equals(that.scopes)
          && fence.equals(that.fence);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(body);
    }
  }

  /// @param generation of what was provisioned when the answer was begun
  private record Answer(byte[] body, long generation) {}

  /// Ask it before an answer is worked out, and give it to [#keep].
  long generation() {
    return generation.get();
  }

  /// The answer, or null when it must be worked out.
  byte @Nullable [] find(Question question) {
    var found = answers.getIfPresent(question);
    return found != null && found.generation == generation.get() && signals.isListening()
        ? found.body
        : null;
  }

  void keep(Question question, byte[] answer, long begun) {
    if (question.body.length <= LONGEST_QUESTION && answer.length <= LONGEST_ANSWER) {
      answers.put(question, new Answer(answer, begun));
    }
  }

  /// Something was provisioned on this node; the change is committed, and not yet answered.
  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void on(Audited change) {
    generation.incrementAndGet();
  }

  @Override
  public void signalled(String payload) {
    generation.incrementAndGet();
  }

  @Override
  public void lineMade() {
    generation.incrementAndGet();
  }
}
