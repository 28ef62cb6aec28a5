package com.unifiedbx.pbx.calls;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `pbx.calls.*`: what may be originated, and how patient to be.
///
/// @param contexts where in the dialplan an originated call may enter; each one added opens all
///   that can be dialled from there to every application with `call:write`
/// @param applications what the origin may be connected to instead of a number; never add one that
///   runs commands or code
/// @param trunkChannels whether `PJSIP/<number>@<trunk>` may be rung as origin; off, because it
///   passes by the outbound routes
/// @param ringTimeout how long the origin rings when the request does not say
/// @param maxRingTimeout the longest that a request may ask for
/// @param maxDuration the longest that a request may ask for
/// @param ringAllContext the dialplan context that rings all phones of an extension through a Local
///   channel; when it does not exist, the first phone is rung
/// @param extensionPattern what the dialplan takes for the number of an extension first
/// @param furtherContexts where the dialplan looks for such a number when no extension has it; a
///   number that is in none of them is refused as `destination_missing`
/// @param idempotencyPeriod how long an `Idempotency-Key` is remembered
/// @param lostAfter how long the link to Asterisk may be down before calls count as lost
@ConfigurationProperties("pbx.calls")
record CallsProperties(
    @DefaultValue("from-internal") List<String> contexts,
    @DefaultValue({
          "Playback",
          "Echo",
          "Wait",
          "VoiceMail",
          "ConfBridge",
          "Queue",
          "MusicOnHold",
          "Park",
          "Milliwatt"
        })
        List<String> applications,
    @DefaultValue("false") boolean trunkChannels,
    @DefaultValue("30s") Duration ringTimeout,
    @DefaultValue("5m") Duration maxRingTimeout,
    @DefaultValue("24h") Duration maxDuration,
    @DefaultValue("pbx-origin") String ringAllContext,
    @DefaultValue("[0-9]{2,8}") String extensionPattern,
    @DefaultValue({"parkedcalls", "outbound"}) List<String> furtherContexts,
    @DefaultValue("24h") Duration idempotencyPeriod,
    @DefaultValue("5m") Duration lostAfter) {}
