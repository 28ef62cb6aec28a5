package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.calls.OriginateRequest.Origin;
import com.unifiedbx.pbx.calls.OriginateRequest.Target;
import com.unifiedbx.pbx.calls.store.CallRow;
import com.unifiedbx.pbx.calls.store.CallStore;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/// Keeps callers inside their [com.unifiedbx.pbx.access.Fence]: whom they ring, what they have
/// dialled, how many calls they set up.
///
/// Calls, and the further legs that commands to them dial, are counted in a table, so that the
/// count outlives a restart and holds on all nodes.
final class CallFence {

  private final CallStore store;
  private final KnownExtensions here;
  private final InstantSource clock;

  CallFence(CallStore store, KnownExtensions here, InstantSource clock) {
    this.store = store;
    this.here = here;
    this.clock = clock;
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `outside_fence`, `fence_calls`
  void demand(OriginateRequest request, Caller by) {
    var fence = by.fence();
    switch (request.channel()) {
      case Origin.Endpoint(var name, var _) -> fence.demandExtension("channel", name);
      case Origin.Outside(var number, var _) -> fence.demandDestination("channel", number, here);
    }
    switch (request.target()) {
      case Target.Dialplan destination ->
          fence.demandDestination("exten", destination.exten(), here);
      case Target.Application(var name, var data) when name.equalsIgnoreCase("VoiceMail") -> {
        for (var box : data.split(",", 2)[0].split("&", -1)) {
          fence.demandExtension("data", box.split("@", 2)[0].strip());
        }
      }
      case Target.Application(var name, var _) when isShared(name) && fence.limitsNumbers() ->
          throw outside("Conferences, queues and parking lots are shared with whoever is there.");
      case Target.Application _ -> {}
    }
    store.demandMore(by.applicationId(), fence, clock.instant());
  }

  /// Demands that a leg of a standing call may be sent to that number, and counts it.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `outside_fence`, `fence_calls`
  void demandLeg(String number, Caller by) {
    by.fence().demandDestination("exten", number, here);
  }

  void countLeg(Caller by) {
    store.count(by.applicationId(), by.fence(), clock.instant());
  }

  /// Keeps the call that was demanded, if it is still one that the fence allows.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `fence_calls`
  void keep(CallRow row, Caller by) {
    if (by.fence().limitsCalls()) {
      store.keepWithin(row, by.applicationId(), by.fence());
    } else {
      store.keep(row);
    }
  }

  /// Whether the caller may see the call and act on it: it set it up, or an extension inside of its
  /// fence takes part.
  static boolean allows(Call call, Caller by) {
    var own = call.application() != null && call.application().id().equals(by.applicationId());
    return own
        || by.fence().extensions().isEmpty()
        || call.extensions().stream().anyMatch(by.fence()::allowsExtension);
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `outside_fence`
  static Call demand(Call call, Caller by) {
    if (!allows(call, by)) {
      throw outside("No extension that this application may touch takes part in this call.");
    }
    return call;
  }

  private static boolean isShared(String application) {
    return List.of("confbridge", "queue", "park").contains(application.toLowerCase(Locale.ROOT));
  }

  private static RefusedException outside(String why) {
    return Refusal.of(Refusal.Kind.FORBIDDEN, "outside_fence", why).asException();
  }
}
