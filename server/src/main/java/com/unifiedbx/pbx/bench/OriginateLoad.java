package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.bench.exchange.RawAmi;
import com.unifiedbx.pbx.bench.report.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Calls asked for at random moments, as people do, at a steady rate over time, whether or not the
/// earlier ones have been answered. What becomes of them is seen by a login to Asterisk of its own.
final class OriginateLoad {

  /// Who has not answered by then has been failed, whatever comes later.
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(3);

  private static final long END = TimeUnit.SECONDS.toNanos(90);

  private final RawAmi ami;
  private final List<String> endpoints;
  private final Random random = new Random(5);

  OriginateLoad(RawAmi ami, List<String> endpoints) {
    this.ami = ami;
    this.endpoints = endpoints;
  }

  /// How a call is asked for.
  interface Way {

    /// The id of the channel, or null when the call is refused.
    @Nullable String place(String endpoint) throws IOException;
  }

  /// What became of a load.
  ///
  /// @param offered calls asked for a second
  /// @param asked how many in all
  /// @param accepted ids of the calls that were not refused
  /// @param good calls a second that were answered in time
  /// @param reply milliseconds to the reply to who asked
  /// @param dial milliseconds until Asterisk dials
  record Sample(
      int offered, int asked, List<String> accepted, double good, Numbers reply, Numbers dial) {}

  private record Placed(long asked, long replied, @Nullable String id) {}

  Sample run(Way way, int perSecond, int seconds) {
    var calls = new ConcurrentLinkedQueue<Placed>();
    var count = perSecond * seconds;
    var done = new CountDownLatch(count);
    var start = System.nanoTime();
    var next = start;
    for (var number = 0; number < count; number++) {
      next += pause(perSecond);
      for (var left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      var endpoint = endpoints.get(number % endpoints.size());
      Thread.startVirtualThread(() -> {
        calls.add(place(way, endpoint));
        done.countDown();
      });
    }
    var took = (System.nanoTime() - start) / 1e9;
    await(done);
    awaitEnd();
    return sample(perSecond, took, calls);
  }

  private long pause(int perSecond) {
    return (long) (-Math.log(1 - random.nextDouble()) * TimeUnit.SECONDS.toNanos(1) / perSecond);
  }

  private static Placed place(Way way, String endpoint) {
    var asked = System.nanoTime();
    try {
      var id = way.place(endpoint);
      return new Placed(asked, System.nanoTime(), id);
    } catch (IOException e) {
      return new Placed(asked, System.nanoTime(), null);
    }
  }

  private static void await(CountDownLatch done) {
    try {
      if (!done.await(2, TimeUnit.MINUTES)) {
        throw new BenchException("Requests are not answered.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Until Asterisk has none of the calls any more, so that one load does not spoil the next.
  private void awaitEnd() {
    var deadline = System.nanoTime() + END;
    do {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
    } while (ami.standing() > 0 && System.nanoTime() < deadline);
  }

  private Sample sample(int perSecond, double took, Collection<Placed> calls) {
    var accepted = new ArrayList<String>();
    var good = 0;
    var dial = new ArrayList<Double>();
    for (var call : calls) {
      if (call.id() == null) {
        continue;
      }
      accepted.add(call.id());
      var seen = ami.of(call.id());
      if (seen.dialled() != null) {
        dial.add((seen.dialled() - call.asked()) / 1e6);
      }
      if (seen.answered() != null && seen.answered() - call.asked() < PATIENCE) {
        good++;
      }
    }
    return new Sample(
        perSecond,
        calls.size(),
        accepted,
        good / took,
        numbers(calls, call -> (call.replied() - call.asked()) / 1e6),
        Numbers.of(dial));
  }

  private static Numbers numbers(Collection<Placed> calls, ToDoubleFunction<Placed> millis) {
    return Numbers.of(
        calls.stream().filter(call -> call.id() != null).mapToDouble(millis).boxed().toList());
  }
}
