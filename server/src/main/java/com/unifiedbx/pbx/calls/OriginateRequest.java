package com.unifiedbx.pbx.calls;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A wish for a call, every value checked for shape; whether it can be fulfilled is not known yet.
///
/// @param channel what to ring first
/// @param target where the origin goes once it has answered
/// @param callerId what to show as caller, or null for the origin's own
/// @param timeout how long the origin may ring
/// @param maxDuration how long the call may last once answered, or null
/// @param variables channel variables, by name
/// @param account account code of the call record, or null
/// @param autoAnswer asks the phone to answer by itself
/// @param record record the call from the origin's answer on
/// @param tag for the caller to recognise the call by; never sent to Asterisk
/// @param dryRun only say what would happen
public record OriginateRequest(
    Origin channel,
    Target target,
    @Nullable CallerId callerId,
    Duration timeout,
    @Nullable Duration maxDuration,
    Map<String, String> variables,
    @Nullable String account,
    boolean autoAnswer,
    boolean record,
    Map<String, Object> tag,
    boolean dryRun) {

  /// What rings first.
  public sealed interface Origin {

    /// An endpoint by name.
    ///
    /// @param allPhones ring every phone that is registered for it instead of one
    record Endpoint(String name, boolean allPhones) implements Origin {}

    /// A number outside, through a trunk's endpoint.
    record Outside(String number, String trunk) implements Origin {}
  }

  /// Where the origin goes.
  public sealed interface Target {

    record Dialplan(String context, String exten, int priority) implements Target {}

    record Application(String name, String data) implements Target {}
  }

  /// A caller's name and number.
  ///
  /// @param name free of quotes, angle brackets and control characters; may be empty
  public record CallerId(String name, String number) {

    /// As Asterisk and SIP write it.
    public String text() {
      return "\"" + name + "\" <" + number + ">";
    }
  }
}
