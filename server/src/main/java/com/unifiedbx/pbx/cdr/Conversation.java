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
/// @param talkTime whole seconds from the first answer to the last end; being held counts
/// @param transfers who took over after the first one, and when
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
        new Party(dialled(first), null),
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

  /// Everybody who answered, each once, in the order of their answers. Music for who is held is
  /// nobody, and who was only asked in a consultation has not taken over.
  private static List<Transfer> answers(List<Cdr> legs) {
    var asked = legs.stream().filter(Conversation::isConsultation).map(Cdr::dstChannel).toList();
    var answers = new ArrayList<Transfer>();
    legs.stream()
        .filter(leg -> leg.answer() != null && leg.disposition().equals("ANSWERED"))
        .filter(leg -> !isWaiting(leg) && !isConsultation(leg))
        .sorted(Comparator.comparing(leg -> Objects.requireNonNull(leg.answer())))
        .forEach(leg -> {
          var half = asked.stream().filter(one -> isOfSameLocal(one, leg.channel())).findFirst();
          if (half.isEmpty()) {
            add(answers, leg, answering(leg));
          } else if (leg.channel().equals(half.get())) {
            // The half that was talked to is in a bridge with another one: the transfer's end.
            add(answers, leg, Objects.requireNonNull(CdrLine.endpointOf(leg.channel())));
          }
        });
    return answers;
  }

  private static void add(List<Transfer> answers, Cdr leg, String who) {
    if (answers.stream().noneMatch(known -> known.to().equals(who))) {
      answers.add(new Transfer(Objects.requireNonNull(leg.answer()), who));
    }
  }

  /// Sent by the API to music or silence: the dialplan's own contexts, and nobody on the other
  /// side.
  private static boolean isWaiting(Cdr leg) {
    return isOwn(leg) && leg.dstChannel().isEmpty();
  }

  private static boolean isConsultation(Cdr leg) {
    return leg.context().equals("pbx-consult") && leg.dstChannel().startsWith("Local/");
  }

  /// The number in such a record is where the leg was sent afterwards, not who was dialled.
  private static boolean isOwn(Cdr leg) {
    return leg.context().startsWith("pbx-");
  }

  private static boolean isOfSameLocal(String one, String other) {
    var half = one.lastIndexOf(';');
    return half > 0 && other.startsWith(one.substring(0, half + 1));
  }

  private static String dialled(Cdr first) {
    var phone = isOwn(first) ? CdrLine.endpointOf(first.dstChannel()) : null;
    return phone == null ? first.dst() : phone;
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
