package com.unifiedbx.pbx.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.ami.AmiMessage;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventParserTests {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final EventParser parser = new EventParser(InstantSource.fixed(NOW));

  private static AmiMessage hangup(String timestamp, String techCause) {
    return AmiMessage.of(
        "Event", "Hangup",
        "Timestamp", timestamp,
        "Channel", "PJSIP/1001-00000007",
        "ChannelState", "5",
        "CallerIDNum", "1001",
        "CallerIDName", "<unknown>",
        "Uniqueid", "c-1",
        "Linkedid", "c-1",
        "Cause", "17",
        "Cause-txt", "User busy",
        "TechCause", techCause);
  }

  private static String stamp(long offsetMillis) {
    return NOW.getEpochSecond() + "." + String.format(java.util.Locale.ROOT, "%03d", offsetMillis);
  }

  @Test
  void hangUpCarriesCauseAndSipStatus() {
    assertThat(parser.parse(hangup(stamp(250), "486")))
        .isInstanceOfSatisfying(
            ChannelEvent.HungUp.class,
            event -> {
              assertThat(event.cause()).isEqualTo(new HangupCause(17, 486, "User busy"));
              assertThat(event.at()).isEqualTo(NOW.plusMillis(250));
              assertThat(event.channel().endpoint()).isEqualTo("PJSIP/1001");
              assertThat(event.channel().displayName()).isEmpty();
              assertThat(event.channel().state()).isEqualTo(ChannelState.RINGING);
            });
  }

  @ParameterizedTest
  @CsvSource({"486,486", "SIP 486 Busy Here,486"})
  void sipStatusIsReadAsAnyVersionWritesIt(String text, int status) {
    assertThat(parser.parse(hangup(stamp(0), text)))
        .isInstanceOfSatisfying(
            ChannelEvent.HungUp.class, event -> assertThat(event.cause().sip()).isEqualTo(status));
  }

  @Test
  void clockSetBackNeverMakesTimeRunBackwards() {
    var first = parser.parse(hangup(stamp(500), ""));
    var second = parser.parse(hangup(stamp(100), ""));
    assertThat(first).isNotNull();
    assertThat(second).isNotNull().extracting(ChannelEvent::at).isEqualTo(NOW.plusMillis(500));
  }

  @ParameterizedTest
  @CsvSource({"12.5", "99999999999.0", "nonsense", "''"})
  void timeStampThatCannotBeTrueIsReplacedByOurs(String timestamp) {
    assertThat(parser.parse(hangup(timestamp, "")))
        .isNotNull()
        .extracting(ChannelEvent::at)
        .isEqualTo(NOW);
  }

  @Test
  void verdictWithoutOurIdIsNotOurs() {
    assertThat(
            parser.parse(
                AmiMessage.of("Event", "OriginateResponse", "Response", "Failure", "Reason", "0")))
        .isNull();
  }

  @Test
  void otherEventsAreNotOfCalls() {
    assertThat(parser.parse(AmiMessage.of("Event", "MessageWaiting"))).isNull();
  }
}
