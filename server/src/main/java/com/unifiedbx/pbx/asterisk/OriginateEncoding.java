package com.unifiedbx.pbx.asterisk;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.pbx.asterisk.OriginateCommand.Target;

/// Writes an [OriginateCommand] as the AMI action.
///
/// Always asynchronous: a synchronous originate stops everything else on the session until the
/// phone is answered. The call's id goes in as ActionID (for the verdict), ChannelId (for the
/// events), and as a field of the call detail record.
final class OriginateEncoding {

  /// Where the dialplan writes the cause into the call record, as it does for calls of phones.
  private static final String HANGUP_HANDLER = "hangup,s,1";

  private OriginateEncoding() {}

  static AmiAction action(OriginateCommand command) {
    var id = command.id();
    var action =
        AmiAction.of("Originate")
            .with("ActionID", id)
            .with("Async", "true")
            .with("ChannelId", id)
            .with("Channel", command.channel())
            .with("Timeout", Long.toString(command.timeout().toMillis()))
            .with("CallerID", command.callerId())
            .with("Variable", "CDR(call_id)=" + command.callId())
            .with("Variable", "__CALL_ID=" + command.callId())
            .with("Variable", "CHANNEL(hangup_handler_push)=" + escaped(HANGUP_HANDLER));
    if (command.channel().startsWith("Local/")) {
      action = action.with("OtherChannelId", id + "-b");
    }
    if (command.account() != null) {
      action = action.with("Account", command.account());
    }
    for (var variable : command.variables().entrySet()) {
      action = action.with("Variable", variable.getKey() + "=" + escaped(variable.getValue()));
    }
    return aim(action, command.target());
  }

  private static AmiAction aim(AmiAction action, Target target) {
    return switch (target) {
      case Target.Dialplan(var context, var exten, var priority) ->
          action
              .with("Context", context)
              .with("Exten", exten)
              .with("Priority", Integer.toString(priority));
      case Target.Application(var name, var data) ->
          action.with("Application", name).with("Data", data);
    };
  }

  /// Asterisk splits a Variable header at commas and takes backslashes and quotes away.
  static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,").replace("\"", "\\\"");
  }
}
