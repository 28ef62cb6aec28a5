package com.unifiedbx.pbx.calls;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.unifiedbx.pbx.asterisk.HangupCause;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A call as the API shows it: a value, one state of one moment.
///
/// @param tag what the caller wanted to find again in events and call records
/// @param application who asked for it, null for calls that did not come through the API
@JsonPropertyOrder({
  "id",
  "status",
  "direction",
  "from",
  "to",
  "failure",
  "cause",
  "times",
  "duration",
  "talkTime"
})
public record Call(
    String id,
    CallStatus status,
    Direction direction,
    From from,
    To to,
    @Nullable CallFailure failure,
    @Nullable HangupCause cause,
    @JsonUnwrapped CallTimes times,
    String uniqueid,
    String linkedid,
    @JsonUnwrapped CallMarks marks,
    Map<String, Object> tag,
    @Nullable By application,
    List<CallLeg> legs) {

  private static final String PHONE = "PJSIP/";
  private static final Pattern EXTENSION = Pattern.compile("[0-9]{2,8}");

  public Call {
    legs = List.copyOf(legs);
  }

  /// The party that rings first.
  public record From(String endpoint, String number, String name) {}

  /// Where the origin goes once it has answered; both null when it goes to an application.
  public record To(@Nullable String number, @Nullable String context) {}

  /// The application that started the call, by the name that it had then.
  public record By(String id, String name) {}

  /// Who set the call up, and between whom.
  public enum Direction {
    /// This API.
    API,
    /// A phone of ours, to another or to a service of ours.
    INTERNAL,
    /// Somebody outside.
    INBOUND,
    /// A phone of ours, to somebody outside.
    OUTBOUND;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Direction of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /// Whole seconds from creation to end; null while the call lives.
  @JsonProperty
  public @Nullable Long duration() {
    return times.endedAt() == null ? null : seconds(times.createdAt(), times.endedAt());
  }

  /// Whole seconds that both talked; null while the call lives.
  @JsonProperty
  public @Nullable Long talkTime() {
    if (times.endedAt() == null) {
      return null;
    }
    return times.connectedAt() == null ? 0 : seconds(times.connectedAt(), times.endedAt());
  }

  /// The extensions that take part, and the number that was dialled if it can be one.
  public Set<String> extensions() {
    var numbers = new LinkedHashSet<String>();
    addExtension(numbers, from.endpoint());
    legs.forEach(leg -> addExtension(numbers, leg.endpoint()));
    if (to.number() != null) {
      addExtension(numbers, PHONE + to.number());
    }
    return numbers;
  }

  private static void addExtension(Set<String> numbers, String endpoint) {
    var name = endpoint.startsWith(PHONE) ? endpoint.substring(PHONE.length()) : "";
    if (EXTENSION.matcher(name).matches()) {
      numbers.add(name);
    }
  }

  private static long seconds(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds();
  }

  /// The same call further on. Going back, or on after the end, changes nothing.
  public Call moved(CallStatus next, Instant at) {
    if (status.isTerminal() || next.compareTo(status) <= 0) {
      return this;
    }
    return copy(next, times.reached(next, at), marks, legs);
  }

  public Call ended(
      CallStatus end, @Nullable CallFailure why, @Nullable HangupCause how, Instant at) {
    if (status.isTerminal()) {
      return this;
    }
    var over = legs.stream().map(CallLeg::ended).toList();
    var ended = copy(end, times.reached(end, at), CallMarks.NONE, over);
    return new Call(
        id,
        end,
        direction,
        from,
        to,
        why,
        how,
        ended.times,
        uniqueid,
        linkedid,
        ended.marks,
        tag,
        application,
        over);
  }

  public Call withLegs(List<CallLeg> now) {
    return legs.equals(now) ? this : copy(status, times, marks, now);
  }

  public Call with(CallMarks now) {
    return marks.equals(now) ? this : copy(status, times, now, legs);
  }

  /// The same call, once it is known that it goes outside.
  public Call goingOut() {
    if (direction != Direction.INTERNAL) {
      return this;
    }
    return new Call(
        id,
        status,
        Direction.OUTBOUND,
        from,
        to,
        failure,
        cause,
        times,
        uniqueid,
        linkedid,
        marks,
        tag,
        application,
        legs);
  }

  private Call copy(CallStatus next, CallTimes when, CallMarks how, List<CallLeg> now) {
    return new Call(
        id,
        next,
        direction,
        from,
        to,
        failure,
        cause,
        when,
        uniqueid,
        linkedid,
        how,
        tag,
        application,
        now);
  }
}
