package com.unifiedbx.pbx.asterisk;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A call for Asterisk to set up.
///
/// @param id becomes ActionID, ChannelId, Uniqueid and Linkedid; unguessable and never reused
/// @param callId the call of which this is a leg, for its call records: itself, or one that stands
/// @param channel what to ring first: `PJSIP/1001`
/// @param target what happens once it has answered
/// @param timeout how long it may ring
/// @param callerId `"Name" <number>`, what the call detail record will name as source
/// @param account account code, or null
/// @param variables channel variables; names are trusted here (some are functions of ours), values
///   are encoded
public record OriginateCommand(
    String id,
    String callId,
    String channel,
    Target target,
    Duration timeout,
    String callerId,
    @Nullable String account,
    Map<String, String> variables) {

  public OriginateCommand {
    variables = Map.copyOf(variables);
  }

  /// What the answered channel goes on to do.
  public sealed interface Target {

    record Dialplan(String context, String exten, int priority) implements Target {}

    record Application(String name, String data) implements Target {}
  }
}
