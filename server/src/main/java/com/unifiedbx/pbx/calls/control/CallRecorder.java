package com.unifiedbx.pbx.calls.control;

import static com.unifiedbx.pbx.calls.control.Refusals.bad;
import static com.unifiedbx.pbx.calls.control.Refusals.conflict;
import static com.unifiedbx.pbx.calls.control.Refusals.demand;

import com.unifiedbx.pbx.asterisk.channels.Channels;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.tracking.TrackedCall;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Records calls on command, into the file that the call's record shows.
///
/// A pause stops the recording and going on appends to it: what was said meanwhile is not in the
/// file, nor is silence in its place.
final class CallRecorder {

  private final Channels channels;

  CallRecorder(Channels channels) {
    this.channels = channels;
  }

  Call act(TrackedCall call, @Nullable String action, @Nullable String leg) {
    return switch (action) {
      case "start", "resume" -> record(call, leg);
      case "stop", "pause" -> stop(call, leg);
      case null, default -> throw bad("action", "action is start, stop, pause or resume.");
    };
  }

  private Call record(TrackedCall call, @Nullable String leg) {
    if (call.call().marks().recording()) {
      throw conflict("recording", "The call is being recorded.");
    }
    var of = CallControl.leg(call, leg == null ? CallControl.ORIGIN : leg);
    demand(channels.record(of, file(call.call())), "record the call");
    return await(call, true, "begin to record");
  }

  private Call stop(TrackedCall call, @Nullable String leg) {
    if (!call.call().marks().recording()) {
      throw conflict("not_recording", "The call is not being recorded.");
    }
    var of = CallControl.leg(call, leg == null ? CallControl.ORIGIN : leg);
    demand(channels.stopRecording(of), "stop the recording");
    return await(call, false, "stop the recording");
  }

  private static Call await(TrackedCall call, boolean recording, String what) {
    var now = call.await(state -> state.marks().recording() == recording, CallControl.SOON);
    if (now.marks().recording() != recording) {
      throw Refusals.unseen(what);
    }
    return now;
  }

  /// As the dialplan names it, by the day on which the call began.
  private static String file(Call call) {
    var began = LocalDate.ofInstant(call.times().createdAt(), ZoneId.systemDefault());
    return began + "/" + call.id() + ".wav";
  }
}
