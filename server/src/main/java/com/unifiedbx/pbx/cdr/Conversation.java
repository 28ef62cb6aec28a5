package com.unifiedbx.pbx.cdr;

import com.fasterxml.jackson.annotation.JsonGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.unifiedbx.pbx.cdr.journal.CdrLine;
import com.unifiedbx.pbx.cdr.recordings.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One call as people remember it, from all its legs: who called whom, who answered, how it went
/// on.
///
/// @param id the `linkedid` of its legs
/// @param answeredBy the first who answered: a number, or the application (`VoiceMail`); null when
///   nobody did
/// @param disposition `ANSWERED` when anybody answered, else that of the first leg
/// @param duration whole seconds from the first start to the last end
/// @param talkTime whole seconds from the first answer to the last end
/// @param transfers who answered after the first one, and when
/// @param legs ids of the records, oldest first
public record Conversation(
    String id,
    @Nullable String callId,
    Instant start,
    @Nullable Instant answer,
    @Nullable Instant end,
    @JsonIgnore Cdr.Direction way,
    Party from,
    Party to,
    @Nullable String answeredBy,
    String disposition,
    long duration,
    long talkTime,
    List<Transfer> transfers,
    @Nullable Recording recording,
    List<String> legs) {

  /// One side of a call.
  public record Party(String number, @Nullable String name) {}

  /// Somebody else answered and went on talking.
  public record Transfer(Instant at, String to) {}

  /// @param legs all records of one linkedid, oldest first
  static Conversation of(List<Cdr> legs) {
    var first = legs.getFirst();
    var end = latest(legs.stream().map(Cdr::end));
    var answer = latest(legs.stream().map(Cdr::answer), Comparator.reverseOrder());
    var answers = answers(legs);
    return new Conversation(
        first.linkedid(),
        legs.stream().map(Cdr::callId).filter(Objects::nonNull).findFirst().orElse(null),
        first.start(),
        answer,
        end,
        first.direction(),
        new Party(first.src(), name(first.clid())),
        new Party(first.dst(), null),
        answers.isEmpty() ? null : answers.getFirst().to(),
        answers.isEmpty() ? first.disposition() : "ANSWERED",
        seconds(first.start(), end),
        answer == null ? 0 : seconds(answer, end),
        answers.isEmpty() ? List.of() : List.copyOf(answers.subList(1, answers.size())),
        legs.stream().map(Cdr::recording).filter(Objects::nonNull).findFirst().orElse(null),
        legs.stream().map(Cdr::id).toList());
  }

  /// `inbound`, as in the filter.
  @JsonGetter
  public String direction() {
    return CdrRow.word(way);
  }

  /// Everybody who answered, each once in a row.
  private static List<Transfer> answers(List<Cdr> legs) {
    var answers = new ArrayList<Transfer>();
    for (var leg : legs) {
      var at = leg.answer();
      if (at != null && leg.disposition().equals("ANSWERED")) {
        var who = answering(leg);
        if (answers.isEmpty() || !answers.getLast().to().equals(who)) {
          answers.add(new Transfer(at, who));
        }
      }
    }
    answers.sort(Comparator.comparing(Transfer::at));
    return answers;
  }

  private static String answering(Cdr leg) {
    var phone = CdrLine.endpointOf(leg.dstChannel());
    if (phone != null) {
      return phone.startsWith("trunk-") ? leg.dst() : phone;
    }
    return leg.lastApp().isEmpty() ? leg.dst() : leg.lastApp();
  }

  private static @Nullable Instant latest(Stream<@Nullable Instant> times) {
    return latest(times, Comparator.naturalOrder());
  }

  private static @Nullable Instant latest(
      Stream<@Nullable Instant> times, Comparator<Instant> order) {
    return times.filter(Objects::nonNull).map(Objects::requireNonNull).max(order).orElse(null);
  }

  private static long seconds(Instant from, @Nullable Instant to) {
    return to == null ? 0 : Math.max(0, Duration.between(from, to).toSeconds());
  }

  /// The name in `"Alice" <1001>`.
  private static @Nullable String name(String clid) {
    var end = clid.lastIndexOf("\" <");
    return clid.startsWith("\"") && end > 1 ? clid.substring(1, end) : null;
  }
}
