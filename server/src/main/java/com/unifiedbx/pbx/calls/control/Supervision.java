package com.unifiedbx.pbx.calls.control;

import static com.unifiedbx.pbx.calls.control.Refusals.bad;
import static com.unifiedbx.pbx.calls.control.Refusals.conflict;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.asterisk.Channel;
import com.unifiedbx.pbx.asterisk.ChannelState;
import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.OriginateRequest;
import com.unifiedbx.pbx.calls.OriginateRequest.Origin;
import com.unifiedbx.pbx.calls.OriginateRequest.Target;
import com.unifiedbx.pbx.calls.tracking.TrackedCall;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// Has a phone listen to a call, whisper to one leg of it or talk with both.
///
/// The supervisor's call is a call of its own, by Asterisk's `ChanSpy`; the one that is supervised
/// knows nothing of it. It ends when the supervisor hangs up or when the leg that is listened to
/// ends, whichever is first.
final class Supervision {

  private static final Duration RING = Duration.ofSeconds(30);

  /// As long as a call may last at all.
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Pattern EXTENSION = Pattern.compile("[A-Za-z0-9_.+*#-]{1,64}");

  private final Tracking tracking;

  Supervision(Tracking tracking) {
    this.tracking = tracking;
  }

  /// @return the supervisor's call
  /// @throws RefusedException also what an originate is refused for
  Call begin(TrackedCall call, Orders.Supervision order, Caller by) {
    var mode = order.mode() == null ? "listen" : order.mode();
    var options = options(mode);
    var extension = order.extension();
    if (extension == null || !EXTENSION.matcher(extension).matches()) {
      throw bad("extension", "extension is the one whose phone is to listen: 1003, for example.");
    }
    var leg = CallControl.asking(call, order.leg());
    if (leg.state() != ChannelState.UP) {
      throw conflict("not_connected", "That leg has not answered yet.");
    }
    var request =
        new OriginateRequest(
            new Origin.Endpoint(extension, true),
            new Target.Application("ChanSpy", leg.uniqueid() + "," + options),
            null,
            RING,
            null,
            Map.of(),
            null,
            Boolean.TRUE.equals(order.autoAnswer()),
            false,
            Map.of("supervises", call.call().id(), "mode", mode),
            false);
    var supervisor = tracking.originate(request, by);
    Thread.ofVirtual().name("supervision").start(() -> endWith(call, leg, supervisor, by));
    return supervisor;
  }

  /// `u`: by uniqueid; `q`: without a beep; `E`, `S`: to the end of the leg and no longer.
  private static String options(String mode) {
    return switch (mode) {
      case "listen" -> "uqES";
      case "whisper" -> "uqESw";
      case "barge" -> "uqESB";
      default -> throw bad("mode", "mode is listen, whisper or barge.");
    };
  }

  /// Asterisk ends a supervisor who listens; one whose phone still rings would ring on.
  private void endWith(TrackedCall call, Channel leg, Call supervisor, Caller by) {
    call.await(_ -> call.leg(leg.uniqueid()) == null, LONGEST);
    hangUp(supervisor.id(), by);
  }

  private void hangUp(String id, Caller by) {
    try {
      tracking.hangUp(tracking.standing(id, by), HangupCause.NORMAL);
    } catch (RefusedException over) {
      // It has ended by itself; or Asterisk is away, which ends it.
    }
  }
}
