package com.unifiedbx.pbx.calls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.asterisk.AsteriskListener;
import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.asterisk.ChannelEvent;
import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.asterisk.LiveChannel;
import com.unifiedbx.pbx.calls.admission.Admission;
import com.unifiedbx.pbx.calls.store.CallRow;
import com.unifiedbx.pbx.calls.store.CallStore;
import com.unifiedbx.pbx.calls.store.Place;
import com.unifiedbx.pbx.calls.tracking.TrackedCall;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls that live now, by id and by channel, whoever set them up; fed by Asterisk's events on
/// one thread, by timers, by commands and by resynchronisation.
///
/// A call that reaches its end leaves this room's memory once: its last step goes to [CallStore],
/// and no later event finds it. Channels are matched to calls by uniqueid, and new ones by
/// linkedid; a first channel that nobody knows begins a call.
class LiveCalls implements AsteriskListener {

  private static final Logger LOG = LoggerFactory.getLogger(LiveCalls.class);

  /// Calls are restored before events flow.
  static final int PHASE = CallStore.PHASE + 1;

  /// Asterisk lists channels in no order, and a call is read off the one that began it.
  private static final Comparator<LiveChannel> FIRST_LEG_FIRST =
      Comparator.comparing(
              (LiveChannel live) -> !live.channel().uniqueid().equals(live.channel().linkedid()))
          .thenComparing(LiveChannel::age, Comparator.reverseOrder());

  /// After a lost link, a call younger than this may not have its channel yet.
  static final Duration SETTLING = Duration.ofSeconds(2);

  private final Asterisk asterisk;
  private final Admission admission;
  private final CallStore store;
  private final CallsProperties properties;
  private final PlacedCall placed;
  private final InstantSource clock;
  private final Map<String, TrackedCall> calls = new ConcurrentHashMap<>();
  private final Map<String, String> callOfChannel = new ConcurrentHashMap<>();
  private final Set<String> withheld = ConcurrentHashMap.newKeySet();

  /// Channels that ended a moment ago, which a list asked for before may still show.
  private final Cache<String, Boolean> ended =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).maximumSize(50_000).build();

  private volatile Consumer<TrackedCall> askedInVain = call -> {};

  private volatile Consumer<TrackedCall> toBeRecorded = call -> {};

  /// Null while what we believe is what Asterisk's lists said, brought up to date by events.
  private @Nullable Instant linkLostAt;

  LiveCalls(
      Asterisk asterisk,
      Admission admission,
      CallStore store,
      CallsProperties properties,
      InstantSource clock) {
    this.asterisk = asterisk;
    this.admission = admission;
    this.store = store;
    this.properties = properties;
    this.placed = new PlacedCall(properties);
    this.clock = clock;
    this.linkLostAt = clock.instant();
    asterisk.listen(this);
  }

  /// Tracks a call from now on; its row is in the database already.
  TrackedCall add(CallRow row) {
    var id = row.call().id();
    var call = new TrackedCall(row.plan(), row.call());
    callOfChannel.put(row.call().uniqueid(), id);
    calls.put(id, call);
    return call;
  }

  /// Tracks a call that is stored and about to be sent to Asterisk. Nothing is told of it until
  /// [#accepted].
  TrackedCall begin(CallRow row) {
    withheld.add(row.call().id());
    return add(row);
  }

  /// Asterisk has the call, or may have it.
  void accepted(TrackedCall call) {
    withheld.remove(call.call().id());
    change(call, call::call);
  }

  /// Asterisk never took it: it is as if it had not been asked for.
  void refused(String id) {
    forget(id);
    withheld.remove(id);
  }

  private void forget(String id) {
    admission.left(id);
    var call = calls.remove(id);
    if (call != null) {
      callOfChannel.remove(call.call().uniqueid());
      call.channels().forEach(callOfChannel::remove);
    }
  }

  /// A channel that is about to be made belongs to that call.
  void attach(String uniqueid, String callId) {
    callOfChannel.put(uniqueid, callId);
  }

  /// What to do when a consultation fails; on a thread of its own.
  void whenAskedInVain(Consumer<TrackedCall> then) {
    askedInVain = then;
  }

  /// How a call is recorded whose origin has answered; on a thread of its own.
  void whenToBeRecorded(Consumer<TrackedCall> then) {
    toBeRecorded = then;
  }

  @Nullable TrackedCall tracked(String id) {
    return calls.get(id);
  }

  @Nullable Call find(String id) {
    var live = calls.get(id);
    return live == null ? store.unwritten(id) : live.call();
  }

  /// Newest first.
  List<Call> list() {
    return calls.values().stream().map(TrackedCall::call).sorted(Place.ORDER).toList();
  }

  int count() {
    return calls.size();
  }

  @Override
  public void onEvent(ChannelEvent event) {
    if (event instanceof ChannelEvent.HungUp hungUp) {
      ended.put(hungUp.channel().uniqueid(), true);
    }
    var call = callOf(event);
    if (call != null) {
      change(call, () -> call.apply(event));
    }
    switch (event) {
      case ChannelEvent.HungUp(var _, var channel, var _) -> dropStray(channel);
      case ChannelEvent.DialBegun(var _, var caller, var channel) when caller == null ->
          admission.begun(channel.uniqueid());
      case ChannelEvent.AttendedTransferred(var at, var first, var second) ->
          join(first, second, at);
      case ChannelEvent.PickedUp(var at, var channel, var target) ->
          join(target, channel.uniqueid(), at);
      case ChannelEvent.Unparked(var at, var channel, var retriever) when retriever != null ->
          join(channel.uniqueid(), retriever, at);
      default -> {}
    }
  }

  private void dropStray(Channel channel) {
    var id = callOfChannel.get(channel.uniqueid());
    if (id != null && !calls.containsKey(id)) {
      callOfChannel.remove(channel.uniqueid());
    }
  }

  private @Nullable TrackedCall callOf(ChannelEvent event) {
    return switch (event) {
      case ChannelEvent.Created(var at, var channel) -> {
        var known = ofNew(channel, channel.linkedid());
        yield known == null && PlacedCall.beginsWith(channel)
            ? add(placed.row(channel.uniqueid(), channel, at))
            : known;
      }
      case ChannelEvent.Dialling dialling -> ofNew(dialling.destination(), dialling.callerId());
      case ChannelEvent.Originated originated -> calls.get(originated.callId());
      case ChannelEvent.AttendedTransferred transferred -> ofChannel(transferred.firstLeg());
      case ChannelEvent.OfChannel of -> ofChannel(of.channel().uniqueid());
    };
  }

  @Nullable TrackedCall ofChannel(String uniqueid) {
    var id = callOfChannel.get(uniqueid);
    return id == null ? null : calls.get(id);
  }

  /// A channel that may be new joins the call of its relative.
  private @Nullable TrackedCall ofNew(Channel channel, @Nullable String relative) {
    var known = ofChannel(channel.uniqueid());
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

  /// Two conversations have become one: the call of the first channel goes on.
  void join(String staying, String joining, Instant at) {
    var into = ofChannel(staying);
    var absorbed = ofChannel(joining);
    if (into == null || absorbed == null || into == absorbed) {
      return;
    }
    var moved = absorbed.standing();
    change(
        into,
        () -> {
          into.absorb(absorbed, at);
          return into.call();
        });
    change(absorbed, absorbed::call);
    moved.forEach(channel -> callOfChannel.put(channel, into.call().id()));
  }

  /// Applies a change and sees to what follows from it.
  ///
  /// Under the call's lock, so that steps reach the store in the order in which they were taken.
  Call change(TrackedCall call, Supplier<Call> change) {
    synchronized (call) {
      var before = call.call();
      var after = change.get();
      if (calls.get(after.id()) != call || withheld.contains(after.id())) {
        return after;
      }
      store.write(call.plan(), call.takeChanges());
      if (before.times().answeredAt() == null && after.times().answeredAt() != null) {
        limit(call);
        if (call.plan().record()) {
          elsewhere(() -> toBeRecorded.accept(call));
        }
      }
      if (call.isAskedInVain()) {
        elsewhere(() -> askedInVain.accept(call));
      }
      if (call.needsHangUp()) {
        elsewhere(() -> hangUp(call, HangupCause.NORMAL));
      }
      if (after.status().isTerminal()) {
        forget(after.id());
      }
      return after;
    }
  }

  /// Hangs up every channel of the call; false when there was none.
  boolean hangUp(TrackedCall call, int cause) {
    var any = false;
    for (var channel : call.standing()) {
      any |= asterisk.hangUp(channel, cause);
    }
    return any;
  }

  private void limit(TrackedCall call) {
    var max = call.plan().maxDuration();
    if (max != null) {
      elsewhere(() -> asterisk.limit(call.call().uniqueid(), max));
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
  public synchronized void linkLost(String reason) {
    linkLostAt = clock.instant();
  }

  /// Nothing is decided by the clock before the lists are read: what happened meanwhile is unknown.
  @Override
  public void resynchronise() {
    var lostAt = lostAt();
    elsewhere(() -> {
      compare(SETTLING);
      foundAgain(lostAt);
    });
  }

  private synchronized @Nullable Instant lostAt() {
    return linkLostAt;
  }

  private synchronized void foundAgain(@Nullable Instant lostAt) {
    if (linkLostAt != null && linkLostAt.equals(lostAt)) {
      linkLostAt = null;
    }
  }

  /// Compares the calls that have a channel, or are older than `settling`, with the channels that
  /// Asterisk has now.
  ///
  /// @param settling how long a call may take to get its channel
  void compare(Duration settling) {
    var asked = clock.instant();
    var up =
        asterisk.liveChannels().stream()
            .filter(live -> ended.getIfPresent(live.channel().uniqueid()) == null)
            .sorted(FIRST_LEG_FIRST)
            .toList();
    for (var live : up) {
      discover(live.channel(), asked.minus(live.age()));
    }
    for (var call : calls.values()) {
      var own = up.stream().filter(live -> ofChannel(live.channel().uniqueid()) == call).toList();
      if (!own.isEmpty() || call.call().times().createdAt().plus(settling).isBefore(asked)) {
        change(call, () -> call.reconcile(own, clock.instant()));
      }
    }
  }

  /// A channel of a list belongs to the call of its conversation, which may be unknown so far: it
  /// began while this server was away.
  private void discover(Channel channel, Instant since) {
    if (ofNew(channel, channel.linkedid()) != null || !isParty(channel)) {
      return;
    }
    var id = channel.linkedid();
    var known = store.find(id);
    if (known == null && !CallId.isOurs(id)) {
      var call = add(placed.row(id, channel, since));
      callOfChannel.put(channel.uniqueid(), id);
      change(call, call::call);
    }
  }

  private static boolean isParty(Channel channel) {
    return channel.name().startsWith("PJSIP/") || channel.name().startsWith("Local/");
  }

  /// Decides what no event will decide any more.
  void tick() {
    admission.tick();
    var now = clock.instant();
    var lost = lostAt();
    if (lost == null) {
      calls.values().forEach(call -> change(call, () -> call.tick(now)));
    } else if (now.isAfter(lost.plus(properties.lostAfter()))) {
      calls.values().forEach(call -> change(call, () -> call.refuse(CallFailure.LOST, now)));
    }
  }
}
