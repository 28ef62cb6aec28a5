package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.asterisk.OriginateCommand;
import com.unifiedbx.pbx.calls.OriginateRequest.Target;
import com.unifiedbx.pbx.calls.Preflight.Clearance;
import com.unifiedbx.pbx.calls.store.CallRow;
import com.unifiedbx.pbx.calls.tracking.CallPlan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A cleared request, to be written down twice: as the call that we keep and as the command that
/// Asterisk gets.
record Draft(String id, OriginateRequest request, Clearance clearance, Caller by) {

  CallRow row(Instant at) {
    var now = at.truncatedTo(ChronoUnit.MILLIS);
    var application = request.target() instanceof Target.Application(var name, var _) ? name : null;
    var call =
        new Call(
            id,
            CallStatus.QUEUED,
            Call.Direction.API,
            clearance.from(),
            to(request.target()),
            null,
            null,
            CallTimes.startingAt(now),
            id,
            id,
            CallMarks.NONE,
            request.tag(),
            new Call.By(by.applicationId(), by.applicationName()),
            List.of());
    return new CallRow(
        call,
        new CallPlan(request.timeout(), request.maxDuration(), application, request.record()));
  }

  static Call.To to(Target target) {
    return switch (target) {
      case Target.Dialplan(var context, var exten, var _) -> new Call.To(exten, context);
      case Target.Application _ -> new Call.To(null, null);
    };
  }

  OriginateCommand command() {
    var target =
        switch (request.target()) {
          case Target.Dialplan(var context, var exten, var priority) ->
              new OriginateCommand.Target.Dialplan(context, exten, priority);
          case Target.Application(var name, var data) ->
              new OriginateCommand.Target.Application(name, data);
        };
    return new OriginateCommand(
        id,
        id,
        clearance.channel(),
        target,
        request.timeout(),
        clearance.callerId().text(),
        request.account(),
        variables());
  }

  /// The request's variables, the headers that make a phone answer by itself, whether the dialplan
  /// need not record, and whose phones are rung.
  private Map<String, String> variables() {
    var variables = new HashMap<>(request.variables());
    if (request.autoAnswer()) {
      variables.put("PJSIP_HEADER(add,Alert-Info)", "<http://127.0.0.1>;info=alert-autoanswer");
      variables.put("PJSIP_HEADER(add,Call-Info)", "<sip:127.0.0.1>;answer-after=0");
    }
    if (request.record()) {
      variables.put("__RECORDED", "1");
    }
    if (request.channel() instanceof OriginateRequest.Origin.Endpoint(var name, var _)) {
      variables.put("__ORIGIN", name);
    }
    return variables;
  }
}
