package com.unifiedbx.pbx.calls.control;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.asterisk.channels.Place;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.OriginateRequest;
import com.unifiedbx.pbx.calls.tracking.TrackedCall;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What control needs of the rest of the room.
public interface Tracking {

  /// A call that the caller may act on and that is not over.
  ///
  /// @throws RefusedException `NOT_FOUND`, `outside_fence`, or `CONFLICT` with code `call_over`
  TrackedCall standing(String id, Caller by);

  /// Applies a change and sees to what follows from it.
  Call change(TrackedCall call, Supplier<Call> change);

  /// Refuses a place in the dialplan that may not be entered, or leads nowhere.
  ///
  /// @throws RefusedException `bad_value`, `outside_fence`, `destination_missing`
  void demandDestination(Place place, Caller by);

  /// Ends a call. Before both talk it becomes `canceled`, after that `completed`.
  ///
  /// @param cause what the phones are told, a number of Q.850
  Call hangUp(TrackedCall call, int cause);

  /// Sets up another call.
  ///
  /// @throws RefusedException as `POST /originate` does
  Call originate(OriginateRequest request, Caller by);

  /// For a channel that is no call's: unguessable, never reused.
  String newId();

  /// An id for a channel that is about to be made as a leg of that call, both halves of it if it is
  /// a Local one.
  String expectLeg(TrackedCall call);

  /// How a call is recorded from the start, once its origin has answered.
  void whenToBeRecorded(Consumer<TrackedCall> then);

  /// What is to be done when who is asked in a consultation is not there.
  void whenAskedInVain(Consumer<TrackedCall> then);
}
