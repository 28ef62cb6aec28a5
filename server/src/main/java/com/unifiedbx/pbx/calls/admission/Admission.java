package com.unifiedbx.pbx.calls.admission;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The door to Asterisk for calls that are to be set up.
///
/// Given more than it can do, Asterisk does not slow down: it collapses, and calls fail that it had
/// acknowledged. So only so many calls at once are on their way from the `Originate` to the moment
/// when Asterisk begins to dial (`DialBegin`); how many adapts to how long that takes. Who finds
/// them all taken waits in a line in which applications have their turns, and is refused before
/// anything was done for it if its turn does not come in time.
///
/// Each call that was let in leaves once: when Asterisk dials it, when it is over before that, or
/// when nothing was heard of it for [#SILENT]. Safe on any thread; only [#enter] waits.
public final class Admission {

  /// A call of which Asterisk tells nothing for so long does not take a place any more.
  static final Duration SILENT = Duration.ofSeconds(5);

  /// When it is worth another try.
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Allowance allowance;
  private final Duration patience;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Setup> inHand = new HashMap<>();
  private final FairLine<Waiting> line = new FairLine<>();
  private long refused;

  /// A call that was let in.
  ///
  /// @param sentAt when Asterisk was told of it; null before
  private record Setup(long enteredAt, @Nullable Long sentAt) {}

  /// A call that waits for its turn.
  private static final class Waiting {

    final String callId;
    final Condition turn;
    boolean isAdmitted;

    Waiting(String callId, Condition turn) {
      this.callId = callId;
      this.turn = turn;
    }
  }

  /// @param properties `pbx.calls.admission.*`
  public static Admission of(AdmissionProperties properties) {
    return new Admission(properties, System::nanoTime);
  }

  Admission(AdmissionProperties properties, LongSupplier nanos) {
    this.allowance = new Allowance(properties.limit(), properties.slow());
    this.patience = properties.patience();
    this.nanos = nanos;
  }

  /// Lets a call in, at once or when its turn comes.
  ///
  /// @throws RefusedException `UNAVAILABLE` with code `overloaded`: its turn did not come in time,
  ///   or would not
  public void enter(String callId, String application) {
    lock.lock();
    try {
      if (line.size() == 0 && inHand.size() < allowance.limit()) {
        admit(callId);
      } else if (line.of(application) < share(application)) {
        await(callId, application);
      } else {
        throw overloaded();
      }
    } finally {
      lock.unlock();
    }
  }

  /// How many of an application may wait: its part of those whose turns will come while they have
  /// patience.
  private int share(String application) {
    return Math.max(1, allowance.within(patience) / line.ownersWith(application));
  }

  private void await(String callId, String application) {
    var waiting = new Waiting(callId, lock.newCondition());
    line.join(application, waiting);
    try {
      var left = patience.toNanos();
      while (!waiting.isAdmitted && left > 0) {
        left = waiting.turn.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!waiting.isAdmitted) {
      line.leave(application, waiting);
      throw overloaded();
    }
  }

  private RefusedException overloaded() {
    refused++;
    return Refusal.unavailable(
            "overloaded",
            "The exchange has as many calls to set up as it can take; try again shortly.",
            AGAIN)
        .asException();
  }

  private void admit(String callId) {
    inHand.put(callId, new Setup(nanos.getAsLong(), null));
  }

  /// Asterisk is about to be told of the call; from now on it is watched how long it takes.
  public void sent(String callId) {
    lock.lock();
    try {
      inHand.computeIfPresent(
          callId, (_, setup) -> new Setup(setup.enteredAt(), nanos.getAsLong()));
    } finally {
      lock.unlock();
    }
  }

  /// Asterisk dials the call.
  public void begun(String callId) {
    lock.lock();
    try {
      var setup = inHand.get(callId);
      if (setup != null && setup.sentAt() != null) {
        var now = nanos.getAsLong();
        allowance.note(now - setup.sentAt(), inHand.size(), now);
      }
      free(callId);
    } finally {
      lock.unlock();
    }
  }

  /// The call is over, or will not be made; says nothing about Asterisk.
  public void left(String callId) {
    lock.lock();
    try {
      free(callId);
    } finally {
      lock.unlock();
    }
  }

  private void free(String callId) {
    if (inHand.remove(callId) != null) {
      admitNext();
    }
  }

  private void admitNext() {
    while (inHand.size() < allowance.limit()) {
      var next = line.next();
      if (next == null) {
        return;
      }
      admit(next.callId);
      next.isAdmitted = true;
      next.turn.signal();
    }
  }

  /// Takes the places of those of which nothing was heard; call it now and then.
  public void tick() {
    lock.lock();
    try {
      var now = nanos.getAsLong();
      var silent =
          inHand.entrySet().stream()
              .filter(entry -> now - entry.getValue().enteredAt() > SILENT.toNanos())
              .map(Map.Entry::getKey)
              .toList();
      drop(silent, now);
    } finally {
      lock.unlock();
    }
  }

  private void drop(List<String> silent, long now) {
    for (var callId : silent) {
      var setup = inHand.remove(callId);
      if (setup != null) {
        allowance.note(now - setup.enteredAt(), inHand.size() + 1, now);
      }
    }
    admitNext();
  }

  /// What the door looks like at this moment.
  ///
  /// @param limit how many calls may be in hand now
  /// @param inHand how many are
  /// @param waiting how many wait in the line
  /// @param refused how many were refused since the start
  public record State(int limit, int inHand, int waiting, long refused) {}

  public State state() {
    lock.lock();
    try {
      return new State(allowance.limit(), inHand.size(), line.size(), refused);
    } finally {
      lock.unlock();
    }
  }
}
