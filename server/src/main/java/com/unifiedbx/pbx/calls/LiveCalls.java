package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.asterisk.AsteriskListener;
import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.asterisk.ChannelEvent;
import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.calls.tracking.CallChanged;
import com.unifiedbx.pbx.calls.tracking.OriginatedCall;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls that live now, by id and by channel; fed by Asterisk's events on one thread, by timers
/// and by resynchronisation.
///
/// A call that reaches its end leaves this room's memory once: its last state goes to [CallWriter],
/// and no later event finds it. Channels are matched to calls by uniqueid, and new ones by
/// linkedid, which for an originated call is the call's id.
class LiveCalls implements AsteriskListener {

  private static final Logger LOG = LoggerFactory.getLogger(LiveCalls.class);

  /// Calls are restored before events flow.
  static final int PHASE = 500;

  /// After a lost link, a call younger than this may not have its channel yet.
  static final Duration SETTLING = Duration.ofSeconds(2);

  private final Asterisk asterisk;
  private final CallWriter writer;
  private final CallsProperties properties;
  private final InstantSource clock;
  private final Map<String, OriginatedCall> calls = new ConcurrentHashMap<>();
  private final Map<String, String> callOfChannel = new ConcurrentHashMap<>();
  private volatile @Nullable Instant linkLostAt;

  LiveCalls(Asterisk asterisk, CallWriter writer, CallsProperties properties, InstantSource clock) {
    this.asterisk = asterisk;
    this.writer = writer;
    this.properties = properties;
    this.clock = clock;
    asterisk.listen(this);
  }

  /// Tracks a call from now on; its row is in the database already.
  void add(CallRow row) {
    var id = row.call().id();
    calls.put(id, new OriginatedCall(row.plan(), row.call()));
    callOfChannel.put(id, id);
  }

  /// Tracks a call that is stored and about to be sent to Asterisk. Nothing is told of it until
  /// [#accepted].
  void begin(CallRow row) {
    writer.withhold(row);
    add(row);
  }

  /// Asterisk has the call, or may have it.
  void accepted(String id) {
    writer.release(id);
  }

  /// Asterisk never took it: it is as if it had not been asked for.
  void refused(String id) {
    forget(id);
    writer.drop(id);
  }

  private void forget(String id) {
    calls.remove(id);
    callOfChannel.remove(id);
  }

  @Nullable OriginatedCall tracked(String id) {
    return calls.get(id);
  }

  @Nullable Call find(String id) {
    var live = calls.get(id);
    return live == null ? writer.unwritten(id) : live.call();
  }

  /// Newest first.
  List<Call> list() {
    return calls.values().stream()
        .map(OriginatedCall::call)
        .sorted(Comparator.comparing(Call::id).reversed())
        .toList();
  }

  @Override
  public void onEvent(ChannelEvent event) {
    var call = callOf(event);
    if (call != null) {
      change(call, () -> call.apply(event));
    }
    if (event instanceof ChannelEvent.HungUp(var _, var channel, var _)
        && !calls.containsKey(channel.uniqueid())) {
      callOfChannel.remove(channel.uniqueid());
    }
  }

  private @Nullable OriginatedCall callOf(ChannelEvent event) {
    return switch (event) {
      case ChannelEvent.Created(var _, var channel) -> ofNew(channel, channel.linkedid());
      case ChannelEvent.DialBegun(var _, var caller, var channel) -> ofNew(channel, caller);
      case ChannelEvent.DialProgressed(var _, var caller, var channel, var _) ->
          ofNew(channel, caller);
      case ChannelEvent.DialEnded(var _, var caller, var channel, var _) -> ofNew(channel, caller);
      case ChannelEvent.StateChanged(var _, var channel) -> of(channel);
      case ChannelEvent.BridgeEntered(var _, var channel, var _) -> of(channel);
      case ChannelEvent.BridgeLeft(var _, var channel, var _) -> of(channel);
      case ChannelEvent.HoldChanged(var _, var channel, var _) -> of(channel);
      case ChannelEvent.HungUp(var _, var channel, var _) -> of(channel);
      case ChannelEvent.Originated originated -> calls.get(originated.callId());
    };
  }

  private @Nullable OriginatedCall of(Channel channel) {
    var id = callOfChannel.get(channel.uniqueid());
    return id == null ? null : calls.get(id);
  }

  /// A channel that may be new joins the call of its relative.
  private @Nullable OriginatedCall ofNew(Channel channel, @Nullable String relative) {
    var known = of(channel);
    if (known != null || relative == null) {
      return known;
    }
    var id = callOfChannel.get(relative);
    var call = id == null ? null : calls.get(id);
    if (id != null && call != null) {
      callOfChannel.put(channel.uniqueid(), id);
    }
    return call;
  }

  /// Applies a change and sees to what follows from it.
  ///
  /// Under the call's lock, so that states reach the writer in the order in which they came about.
  Call change(OriginatedCall call, Supplier<Call> change) {
    synchronized (call) {
      var before = call.call();
      var after = change.get();
      if (after.status() != before.status()) {
        writer.write(new CallRow(after, call.plan()), CallChanged.status(after));
        if (before.times().answeredAt() == null && after.times().answeredAt() != null) {
          limit(call);
        }
      }
      if (after.held() != before.held() && !after.status().isTerminal()) {
        writer.write(new CallRow(after, call.plan()), CallChanged.held(after, clock.instant()));
      }
      if (call.needsHangUp()) {
        elsewhere(() -> asterisk.hangUp(after.id(), HangupCause.NORMAL));
      }
      if (after.status().isTerminal()) {
        call.channels().forEach(callOfChannel::remove);
        forget(after.id());
        call.announceEnd();
      }
      return after;
    }
  }

  private void limit(OriginatedCall call) {
    var max = call.plan().maxDuration();
    if (max != null) {
      elsewhere(() -> asterisk.limit(call.call().id(), max));
    }
  }

  /// Commands wait for their reply, which the event thread must not.
  private static void elsewhere(Runnable command) {
    Thread.startVirtualThread(() -> {
      try {
        command.run();
      } catch (RefusedException away) {
        LOG.info("A command for a call could not be sent: {}", away.getMessage());
      }
    });
  }

  @Override
  public void linkLost(String reason) {
    linkLostAt = clock.instant();
  }

  @Override
  public void resynchronise() {
    linkLostAt = null;
    elsewhere(() -> compare(SETTLING));
  }

  /// Compares the calls older than `settling` with the channels that Asterisk has now.
  ///
  /// @param settling how long a call may take to get its channel
  void compare(Duration settling) {
    var asked = clock.instant();
    if (calls.isEmpty()) {
      return;
    }
    var up = asterisk.liveChannels();
    for (var call : calls.values()) {
      if (call.call().times().createdAt().plus(settling).isBefore(asked)) {
        var id = call.call().id();
        var own = up.stream().filter(live -> belongs(live.channel(), id)).toList();
        own.forEach(live -> callOfChannel.put(live.channel().uniqueid(), id));
        change(call, () -> call.reconcile(own, clock.instant()));
      }
    }
  }

  private boolean belongs(Channel channel, String id) {
    return channel.linkedid().equals(id) || id.equals(callOfChannel.get(channel.uniqueid()));
  }

  /// Decides what no event will decide any more.
  void tick() {
    var now = clock.instant();
    var lost = linkLostAt;
    if (lost == null) {
      calls.values().forEach(call -> change(call, () -> call.tick(now)));
    } else if (now.isAfter(lost.plus(properties.lostAfter()))) {
      calls.values().forEach(call -> change(call, () -> call.refuse(CallFailure.LOST, now)));
    }
  }
}
