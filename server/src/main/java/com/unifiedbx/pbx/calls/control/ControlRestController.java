package com.unifiedbx.pbx.calls.control;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.asterisk.channels.Place;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.CallMarks;
import com.unifiedbx.pbx.calls.tracking.TrackedCall;
import com.unifiedbx.pbx.rest.Described;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Commands to calls over REST.
@RestController
@RequestMapping("/admin/api/api/calls/{id}")
class ControlRestController {

  private static final Pattern EXTEN = Pattern.compile("[A-Za-z0-9*#+.-][A-Za-z0-9*#+._-]{0,78}");
  private static final String ENTRANCE = "from-internal";

  private final CallControl control;
  private final Consultations consultations;
  private final CallRecorder recorder;
  private final Tracking tracking;
  private final CommandLog log;

  ControlRestController(
      CallControl control,
      Consultations consultations,
      CallRecorder recorder,
      Tracking tracking,
      CommandLog log) {
    this.control = control;
    this.consultations = consultations;
    this.recorder = recorder;
    this.tracking = tracking;
    this.log = log;
  }

  @PostMapping("/hangup")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Ends the call.")
  Call hangUp(
      @PathVariable String id, @RequestBody(required = false) Orders.@Nullable HangUp order) {
    return act("hangup", id, order, c -> tracking.hangUp(c, cause(order)));
  }

  private static int cause(Orders.@Nullable HangUp order) {
    if (order == null || order.cause() == null) {
      return HangupCause.NORMAL;
    }
    if (order.cause() < 1 || order.cause() > 127) {
      throw Refusals.bad("cause", "cause is a number of Q.850, 1 to 127.");
    }
    return order.cause();
  }

  @PostMapping("/transfer")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Sends the other party to another number, at once or after asking there.")
  Call transfer(@PathVariable String id, @RequestBody Orders.Transfer order) {
    var there = place(order.exten(), order.context());
    return switch (order.type()) {
      case null -> blind(id, order, there);
      case "blind" -> blind(id, order, there);
      case "attended" ->
          act("consult", id, order, c -> consultations.begin(c, there, order.leg(), caller()));
      default -> throw Refusals.bad("type", "type is blind or attended.");
    };
  }

  private Call blind(String id, Orders.Transfer order, Place there) {
    return act("transfer", id, order, c -> control.transfer(c, there, order.leg(), caller()));
  }

  @PostMapping("/transfer/complete")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Joins the one who waits with the one who was asked.")
  Call complete(@PathVariable String id) {
    return act("transfer", id, null, consultations::complete);
  }

  @PostMapping("/transfer/cancel")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Joins those who talked before the transfer began.")
  Call cancel(@PathVariable String id) {
    return act("transfer-cancel", id, null, consultations::cancel);
  }

  @PostMapping("/transfer/join")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Joins all three of an attended transfer.")
  Call join(@PathVariable String id) {
    return act("transfer-join", id, null, consultations::join);
  }

  @PostMapping("/redirect")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Takes one leg out of whatever it does and sends it to a number.")
  Call redirect(@PathVariable String id, @RequestBody Orders.Redirect order) {
    var there = place(order.exten(), order.context());
    return act("redirect", id, order, c -> control.redirect(c, there, order.leg(), caller()));
  }

  @PostMapping("/hold")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Parts the two who talk; one hears music.")
  Call hold(@PathVariable String id, @RequestBody(required = false) Orders.@Nullable OfLeg order) {
    return act("hold", id, order, c -> control.hold(c, leg(order)));
  }

  @PostMapping("/unhold")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Joins the two again.")
  Call unhold(@PathVariable String id) {
    return act("unhold", id, null, control::unhold);
  }

  @PostMapping("/mute")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Nobody hears that leg any more.")
  Call mute(@PathVariable String id, @RequestBody(required = false) Orders.@Nullable OfLeg order) {
    return act("mute", id, order, c -> control.mute(c, leg(order), true));
  }

  @PostMapping("/unmute")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("That leg is heard again.")
  Call unmute(
      @PathVariable String id, @RequestBody(required = false) Orders.@Nullable OfLeg order) {
    return act("unmute", id, order, c -> control.mute(c, leg(order), false));
  }

  @PostMapping("/dtmf")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("As if the leg's phone had pressed those keys.")
  Call press(@PathVariable String id, @RequestBody Orders.Digits order) {
    return act("dtmf", id, order, c -> control.press(c, order.digits(), order.leg()));
  }

  @PostMapping("/record")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Starts, stops, pauses or resumes a recording.")
  Call record(@PathVariable String id, @RequestBody Orders.Recording order) {
    return act("record", id, order, c -> recorder.act(c, order.action(), order.leg()));
  }

  @PostMapping("/park")
  @RequiresScope(Scope.CALL_WRITE)
  @Described("Puts the other party into a parking space, which can be dialled from a phone.")
  CallMarks.Parked park(
      @PathVariable String id, @RequestBody(required = false) Orders.@Nullable OfLeg order) {
    var call = tracking.standing(id, caller());
    var before = call.call();
    var space = control.park(call, leg(order));
    log.write("park", before, call.call(), order);
    return space;
  }

  private Call act(
      String operation, String id, @Nullable Object order, Function<TrackedCall, Call> command) {
    var call = tracking.standing(id, caller());
    var before = call.call();
    var after = command.apply(call);
    log.write(operation, before, after, order);
    return after;
  }

  private static Caller caller() {
    return Caller.current();
  }

  private static @Nullable String leg(Orders.@Nullable OfLeg order) {
    return order == null ? null : order.leg();
  }

  private static Place place(@Nullable String exten, @Nullable String context) {
    if (exten == null || !EXTEN.matcher(exten).matches()) {
      throw Refusals.bad("exten", "exten is a number: digits, letters and * # + . _ -");
    }
    return new Place(context == null ? ENTRANCE : context, exten);
  }
}
