package com.unifiedbx.pbx.calls.tracking;

import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.CallChange;
import com.unifiedbx.pbx.calls.CallFailure;
import com.unifiedbx.pbx.calls.CallLeg;
import com.unifiedbx.pbx.calls.CallMarks;
import com.unifiedbx.pbx.calls.CallStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The course of one call: its present state and the steps that led there and were not yet taken
/// away. Nothing is added after the end. Guarded by the call's lock.
final class Course {

  private final List<CallChange> changes = new ArrayList<>();
  private Call call;

  Course(Call call) {
    this.call = call;
    note("call.queued", call.times().createdAt(), Map.of());
  }

  Call call() {
    return call;
  }

  boolean isOver() {
    return call.status().isTerminal();
  }

  List<CallChange> takeChanges() {
    var taken = List.copyOf(changes);
    changes.clear();
    return taken;
  }

  void note(@Nullable String type, Instant at, Map<String, String> detail) {
    changes.add(new CallChange(type, at, call, detail));
  }

  void show(List<CallLeg> legs) {
    if (!isOver() && !legs.isEmpty()) {
      call = call.withLegs(legs);
    }
  }

  void goesOut() {
    call = call.goingOut();
  }

  void move(CallStatus next, Instant at) {
    var before = call;
    call = call.moved(next, at);
    if (call.status() != before.status()) {
      note("call." + next.text(), reachedAt(next, at), Map.of());
    }
  }

  void end(CallStatus how, @Nullable CallFailure why, @Nullable HangupCause cause, Instant at) {
    if (!isOver()) {
      call = call.ended(how, why, cause, at);
      note("call." + how.text(), reachedAt(how, at), Map.of());
    }
  }

  private Instant reachedAt(CallStatus status, Instant at) {
    var times = call.times();
    var reached =
        switch (status) {
          case QUEUED -> times.createdAt();
          case RINGING -> times.ringingAt();
          case ANSWERED -> times.answeredAt();
          case CONNECTED -> times.connectedAt();
          case COMPLETED, FAILED, CANCELED -> times.endedAt();
        };
    return reached == null ? at : reached;
  }

  void hold(Instant at, boolean now) {
    if (!isOver() && call.marks().held() != now) {
      call = call.with(call.marks().held(now));
      note(now ? "call.held" : "call.unheld", at, Map.of());
    }
  }

  void park(Instant at, CallMarks.Parked where) {
    call = call.with(call.marks().parked(where));
    note("call.parked", at, Map.of("parkingLot", where.parkingLot(), "space", where.space()));
  }

  /// Something that is shown and stored, but no event of its own.
  void mark(Instant at, CallMarks marks) {
    if (!isOver() && !call.marks().equals(marks)) {
      call = call.with(marks);
      note(null, at, Map.of());
    }
  }
}
