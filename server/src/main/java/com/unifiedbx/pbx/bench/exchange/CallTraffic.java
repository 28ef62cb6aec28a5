package com.unifiedbx.pbx.bench.exchange;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Calls between phones as an exchange tells of them, each in five steps a second apart, of which
/// every one makes the server tell one event. Steps come at random moments, as people do, and at a
/// steady rate over time.
public final class CallTraffic {

  /// What the server tells of each step.
  private static final String[] TYPES = {
    "call.queued", "call.ringing", "call.answered", "call.connected", "call.completed"
  };

  private static final int CALLER = 2001;
  private static final int CALLED = 3001;
  private static final int PHONES = 500;

  private final AmiPeer exchange;
  private final int perSecond;
  private final int callsPerSecond;
  private final Random random = new Random(6);
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final long first = System.currentTimeMillis() / 1000;
  private long tick;

  /// @param perSecond events, in all
  public CallTraffic(AmiPeer exchange, int perSecond) {
    this.exchange = exchange;
    this.perSecond = perSecond;
    this.callsPerSecond = perSecond / TYPES.length;
  }

  /// Tells for that long.
  public void run(int seconds) {
    var ticks = (long) seconds * perSecond;
    var next = System.nanoTime();
    for (var end = tick + ticks; tick < end; tick++) {
      next += pause();
      for (var left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      step();
    }
  }

  private long pause() {
    var mean = (double) TimeUnit.SECONDS.toNanos(1) / perSecond;
    return (long) (-Math.log(1 - random.nextDouble()) * mean);
  }

  /// The newest call begins, those that are a second older go one step on, and so forth.
  private void step() {
    var step = (int) (tick % TYPES.length);
    var number = tick / TYPES.length - (long) step * callsPerSecond;
    if (number < 0) {
      return;
    }
    var call = new Call(first + "." + 2 * number, first + "." + (2 * number + 1), number);
    var events = call.tell(step);
    sent.put(call.caller() + TYPES[step], System.nanoTime());
    exchange.tell(events);
  }

  /// When the step was told of which that event tells, or null when it is none of these.
  public @Nullable Long sentAt(String call, String type) {
    return sent.get(call + type);
  }

  /// How many events were caused so far.
  public int count() {
    return sent.size();
  }

  /// @param caller the unique id of its first channel, which is also that of the call
  private record Call(String caller, String called, long number) {

    private static final String CHANNEL =
        """
        %1$sChannel: PJSIP/%2$d-%3$08x
        %1$sChannelState: %4$d
        %1$sUniqueid: %5$s
        %1$sLinkedid: %6$s
        %1$sCallerIDNum: %2$d
        %1$sCallerIDName: Phone %2$d
        %1$sContext: from-internal
        %1$sExten: %7$d
        """;

    private int phone(int from) {
      return from + (int) (number % PHONES);
    }

    private String first(int state) {
      var from = phone(CALLER);
      return CHANNEL.formatted("", from, 2 * number, state, caller, caller, phone(CALLED));
    }

    private String second(String prefix, int state) {
      var to = phone(CALLED);
      return CHANNEL.formatted(prefix, to, 2 * number + 1, state, called, caller, to);
    }

    String tell(int step) {
      return switch (step) {
        case 0 -> event("Newchannel", first(4));
        case 1 ->
            event("Newchannel", second("", 0))
                + event("DialBegin", first(4) + second("Dest", 0))
                + event("DialState", first(4) + second("Dest", 5) + "DialStatus: RINGING\n");
        case 2 ->
            event("DialEnd", first(4) + second("Dest", 6) + "DialStatus: ANSWER\n")
                + event("Newstate", first(6));
        case 3 ->
            event("BridgeEnter", first(6) + bridge())
                + event("BridgeEnter", second("", 6) + bridge());
        default -> event("Hangup", second("", 6) + cause()) + event("Hangup", first(6) + cause());
      };
    }

    private String bridge() {
      return "BridgeUniqueid: bridge-" + number + "\n";
    }

    private static String cause() {
      return "Cause: 16\nCause-txt: Normal Clearing\n";
    }

    private static String event(String name, String lines) {
      return ("Event: " + name + "\n" + lines + "\n").replace("\n", "\r\n");
    }
  }
}
