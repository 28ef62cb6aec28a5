package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.asterisk.OriginateReply;
import com.unifiedbx.pbx.calls.OriginateRequest.Target;
import com.unifiedbx.pbx.calls.admission.Admission;
import com.unifiedbx.pbx.calls.store.CallFilter;
import com.unifiedbx.pbx.calls.store.CallStore;
import com.unifiedbx.pbx.calls.store.Place;
import com.unifiedbx.pbx.calls.tracking.TrackedCall;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets up calls, tells what became of them, and ends them.
///
/// Expected refusals are [RefusedException]s with the codes of [CallFailure]; a call that is
/// refused leaves nothing behind. Safe on any thread; waits for Asterisk, never inside a
/// transaction.
public class Calls {

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  /// How long a hang-up may take before it is answered unfinished.
  private static final Duration HANG_UP = Duration.ofSeconds(1);

  private final Asterisk asterisk;
  private final Admission admission;
  private final Preflight preflight;
  private final LiveCalls live;
  private final CallStore store;
  private final InstantSource clock;
  private final CallFence fence;

  Calls(
      Asterisk asterisk,
      Admission admission,
      Preflight preflight,
      LiveCalls live,
      CallStore store,
      InstantSource clock) {
    this.asterisk = asterisk;
    this.admission = admission;
    this.preflight = preflight;
    this.live = live;
    this.store = store;
    this.clock = clock;
    this.fence = new CallFence(store, preflight.extensions(), clock);
  }

  /// A new id for [#originate]: unguessable, unique, sorts by time.
  public String newId() {
    return CallId.at(clock.instant());
  }

  /// Sets up a call. Returns as soon as Asterisk has taken it; the call's status tells the rest.
  ///
  /// @param id from [#newId]
  /// @throws RefusedException also `outside_fence`, `fence_calls` and `overloaded`
  public Call originate(String id, OriginateRequest request, Caller by) {
    fence.demand(request, by);
    demandAsterisk();
    admission.enter(id, by.applicationId());
    try {
      return place(new Draft(id, request, preflight.check(request), by));
    } catch (RuntimeException notMade) {
      admission.left(id);
      throw notMade;
    }
  }

  private Call place(Draft draft) {
    var row = draft.row(clock.instant());
    fence.keep(row, draft.by());
    var call = live.begin(row);
    admission.sent(draft.id());
    send(draft);
    live.accepted(call);
    return call.call();
  }

  /// What [#originate] would do; rings nothing.
  public DryRun rehearse(OriginateRequest request, Caller by) {
    demandAsterisk();
    try {
      fence.demand(request, by);
      var clearance = preflight.check(request);
      return new DryRun(
          true,
          clearance.channel(),
          clearance.rings(),
          clearance.callerId().text(),
          Draft.to(request.target()),
          preflight.route(request.target()),
          null);
    } catch (RefusedException refused) {
      var refusal = refused.refusal();
      if (refusal.kind() == Refusal.Kind.UNAVAILABLE) {
        throw refused;
      }
      var predicted = new DryRun.Predicted(refusal.code(), refusal.message(), refusal.field());
      return new DryRun(true, null, List.of(), null, Draft.to(request.target()), null, predicted);
    }
  }

  private void demandAsterisk() {
    var status = asterisk.status();
    if (!status.up()) {
      throw Refusal.unavailable(
              CallFailure.PBX_UNAVAILABLE.text(),
              "Asterisk is not reachable at the moment; try again shortly.",
              Duration.ofSeconds(5))
          .asException();
    }
  }

  private void send(Draft draft) {
    var id = draft.id();
    try {
      switch (asterisk.originate(draft.command())) {
        case OriginateReply.Accepted _ -> LOG.debug("Originate of {} is queued", id);
        case OriginateReply.Unknown _ -> LOG.warn("No answer to the originate of {}", id);
        case OriginateReply.Refused refused -> {
          LOG.info("Asterisk refused the originate of {}: {}", id, refused.text());
          throw refusal(refused, draft.request());
        }
      }
    } catch (RefusedException notTaken) {
      live.refused(id);
      store.forget(id);
      throw notTaken;
    }
  }

  private static RefusedException refusal(
      OriginateReply.Refused refused, OriginateRequest request) {
    if (refused.destinationMissing() && request.target() instanceof Target.Dialplan destination) {
      return Preflight.destinationMissing(destination);
    }
    return Refusal.of(
            Refusal.Kind.BAD_VALUE,
            "rejected",
            "Asterisk does not accept this call: application or data is forbidden there.")
        .asException();
  }

  /// The call, live or finished.
  ///
  /// @throws RefusedException `NOT_FOUND`
  public Call get(String id) {
    var call = find(id);
    if (call == null) {
      throw Refusal.notFound("There is no call " + shortened(id) + ".").asException();
    }
    return call;
  }

  public @Nullable Call find(String id) {
    var now = live.find(id);
    return now == null ? store.find(id) : now;
  }

  /// The call with what happened to it.
  ///
  /// @throws RefusedException `NOT_FOUND`, `outside_fence`
  public CallDetail detail(String id, Caller by) {
    return new CallDetail(CallFence.demand(get(id), by), store.timeline(id));
  }

  private static String shortened(String id) {
    return id.length() > 64 ? id.substring(0, 64) + "…" : id;
  }

  /// Calls inside the caller's fence that have not ended, newest first.
  public Page<Call> listLive(int limit, @Nullable String cursor, Caller by) {
    var all = live.list().stream().filter(call -> CallFence.allows(call, by)).toList();
    var from = cursor == null ? null : Place.parse(cursor);
    var rest = all.stream().filter(call -> from == null || from.isBefore(call)).toList();
    return Place.page(rest, limit, all.size());
  }

  /// All calls inside the caller's fence or those of a status, newest first.
  public Page<Call> list(
      @Nullable CallStatus status, int limit, @Nullable String cursor, Caller by) {
    var within = by.fence().extensionsAsRegex();
    var filter = new CallFilter(status, within, within == null ? null : by.applicationId());
    var stored = store.list(filter, limit, cursor);
    var items = stored.items().stream().map(this::freshest).toList();
    return new Page<>(items, stored.nextCursor(), stored.total());
  }

  private Call freshest(Call stored) {
    var now = live.find(stored.id());
    return now == null ? stored : now;
  }

  /// Ends a call. Before both talk it becomes `canceled`, after that `completed`.
  ///
  /// @return the call as it is now: over, unless Asterisk takes longer than [#HANG_UP] to say so
  /// @throws RefusedException `NOT_FOUND`, `outside_fence`, or `CONFLICT` with code `call_over`
  public Call hangUp(String id, Caller by) {
    return hangUp(standing(id, by), HangupCause.NORMAL);
  }

  /// A call that the caller may act on and that is not over.
  ///
  /// @throws RefusedException as [#hangUp]
  TrackedCall standing(String id, Caller by) {
    CallFence.demand(get(id), by);
    var call = live.tracked(id);
    if (call == null || call.call().status().isTerminal()) {
      throw over();
    }
    return call;
  }

  private static RefusedException over() {
    return Refusal.conflict("call_over", "The call is over already.").asException();
  }

  CallFence fence() {
    return fence;
  }

  Call hangUp(TrackedCall call, int cause) {
    if (!call.cancel()) {
      throw over();
    }
    live.hangUp(call, cause);
    call.await(_ -> false, HANG_UP);
    return call.call();
  }
}
