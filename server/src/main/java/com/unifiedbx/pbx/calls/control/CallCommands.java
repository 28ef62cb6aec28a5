package com.unifiedbx.pbx.calls.control;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.asterisk.HangupCause;
import com.unifiedbx.pbx.asterisk.channels.Channels;
import com.unifiedbx.pbx.asterisk.channels.Place;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.CallMarks;
import com.unifiedbx.pbx.calls.tracking.TrackedCall;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The commands to calls, as REST and GraphQL give them: each finds the call, asks whether the
/// caller may, has it done and tells the audit log.
///
/// All throw [com.unifiedbx.pbx.kernel.RefusedException] and answer the call as it is then. Safe on
/// any thread; they wait for Asterisk, never inside a transaction.
final class CallCommands {

  private static final Pattern EXTEN = Pattern.compile("[A-Za-z0-9*#+][A-Za-z0-9*#+_]{0,78}");
  private static final String ENTRANCE = "from-internal";

  private final CallControl control;
  private final Consultations consultations;
  private final Conferences conferences;
  private final CallRecorder recorder;
  private final Supervision supervision;
  private final Prompts prompts;
  private final Tracking tracking;
  private final CommandLog log;

  CallCommands(
      Asterisk asterisk,
      Channels channels,
      Tracking tracking,
      PromptProperties properties,
      CommandLog log,
      InstantSource clock) {
    this.control = new CallControl(asterisk, channels, tracking, clock);
    this.consultations = new Consultations(asterisk, channels, tracking, clock);
    this.conferences = new Conferences(asterisk, channels, tracking);
    this.recorder = new CallRecorder(channels);
    this.supervision = new Supervision(tracking);
    this.prompts = new Prompts(channels, tracking, properties);
    this.tracking = tracking;
    this.log = log;
    tracking.whenAskedInVain(consultations::cancel);
    tracking.whenToBeRecorded(call -> recorder.act(call, "start", null));
    asterisk.listen(prompts);
  }

  Call hangUp(String id, Orders.@Nullable HangUp order, Caller by) {
    return act("hang-up", id, order, by, call -> tracking.hangUp(call, cause(order)));
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

  Call transfer(String id, Orders.Transfer order, Caller by) {
    var there = place(order.exten(), order.context());
    return switch (order.type()) {
      case null -> blind(id, order, there, by);
      case "blind" -> blind(id, order, there, by);
      case "attended" ->
          act("transfer", id, order, by, call -> consultations.begin(call, there, order.leg(), by));
      default -> throw Refusals.bad("type", "type is blind or attended.");
    };
  }

  private Call blind(String id, Orders.Transfer order, Place there, Caller by) {
    return act("transfer", id, order, by, call -> control.transfer(call, there, order.leg(), by));
  }

  Call completeTransfer(String id, Caller by) {
    return act("complete-transfer", id, null, by, consultations::complete);
  }

  Call cancelTransfer(String id, Caller by) {
    return act("cancel-transfer", id, null, by, consultations::cancel);
  }

  Call joinTransfer(String id, Caller by) {
    return act("join-transfer", id, null, by, consultations::join);
  }

  Call redirect(String id, Orders.Redirect order, Caller by) {
    var there = place(order.exten(), order.context());
    return act("redirect", id, order, by, call -> control.redirect(call, there, order.leg(), by));
  }

  Call addToConference(String id, Orders.Conference order, Caller by) {
    var there = place(order.exten(), order.context());
    return act("add-to-conference", id, order, by, call -> conferences.add(call, there, by));
  }

  /// @return the supervisor's call
  Call supervise(String id, Orders.Supervision order, Caller by) {
    var call = tracking.standing(id, by);
    var before = call.call();
    var supervisor = supervision.begin(call, order, by);
    log.write("supervise", before, call.call(), order);
    return supervisor;
  }

  Call hold(String id, Orders.@Nullable OfLeg order, Caller by) {
    return act("hold", id, order, by, call -> control.hold(call, leg(order)));
  }

  Call unhold(String id, Caller by) {
    return act("unhold", id, null, by, control::unhold);
  }

  Call mute(String id, Orders.@Nullable OfLeg order, boolean muted, Caller by) {
    var operation = muted ? "mute" : "unmute";
    return act(operation, id, order, by, call -> control.mute(call, leg(order), muted));
  }

  Call press(String id, Orders.Digits order, Caller by) {
    return act(
        "send-dtmf", id, order, by, call -> control.press(call, order.digits(), order.leg(), by));
  }

  Call play(String id, Orders.Prompt order, Caller by) {
    return act("play", id, order, by, call -> prompts.play(call, order.sound(), order.leg()));
  }

  Call record(String id, Orders.Recording order, Caller by) {
    return act("record", id, order, by, call -> recorder.act(call, order.action(), order.leg()));
  }

  CallMarks.Parked park(String id, Orders.@Nullable OfLeg order, Caller by) {
    var call = tracking.standing(id, by);
    var before = call.call();
    var space = control.park(call, leg(order));
    log.write("park", before, call.call(), order);
    return space;
  }

  private Call act(
      String operation,
      String id,
      @Nullable Object order,
      Caller by,
      Function<TrackedCall, Call> command) {
    var call = tracking.standing(id, by);
    var before = call.call();
    var after = command.apply(call);
    log.write(operation, before, after, order);
    return after;
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
