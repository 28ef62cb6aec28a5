package com.unifiedbx.pbx.cdr.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unifiedbx.pbx.cdr.Cdr;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CdrLineTests {

  private static CdrLine with(int index, String value) throws UnreadableCdrException {
    return CdrLine.of(TestJournal.fields(1, index, value));
  }

  @Test
  void timesKeepTheirMicroseconds() throws UnreadableCdrException {
    assertThat(with(12, "1763900000.999999").start())
        .isEqualTo(Instant.parse("2025-11-23T12:13:20.999999Z"));
    assertThat(with(12, "1763900000").start()).isEqualTo(Instant.parse("2025-11-23T12:13:20Z"));
  }

  @Test
  void unansweredHasNoAnswer() throws UnreadableCdrException {
    assertThat(with(13, "0.000000").answer()).isNull();
    assertThat(with(13, "").answer()).isNull();
  }

  @Test
  void recordWithoutStartBeginsWithItsEnd() throws UnreadableCdrException {
    assertThat(with(12, "0.000000").start()).isEqualTo(with(12, "0.0").end());
  }

  @Test
  void causeIsNumberOrNothing() throws UnreadableCdrException {
    assertThat(with(21, "17").cause()).isEqualTo(17);
    assertThat(with(21, "").cause()).isNull();
    assertThat(with(21, "0").cause()).isNull();
    assertThat(with(21, "x").cause()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "12,1e999999999",
    "12,yesterday",
    "13,-5",
    "15,9.5",
    "16,''",
    "2,99999999999999999999"
  })
  void numberThatIsNoneIsNamed(int index, String value) {
    assertThatThrownBy(() -> with(index, value))
        .isInstanceOf(UnreadableCdrException.class)
        .hasMessageMatching("[a-z]+ is not a (time|whole number)");
  }

  @ParameterizedTest
  @CsvSource({
    "'',from-internal,PJSIP/1001-01,PJSIP/1002-02,'',INTERNAL",
    "c-1,from-internal,PJSIP/1001-01,PJSIP/1002-02,'',API",
    "'',from-trunk,PJSIP/trunk-carrier-01,PJSIP/1002-02,'',INBOUND",
    "'',from-internal,PJSIP/trunk-carrier-01,PJSIP/1002-02,'',INBOUND",
    "'',internal-ext,PJSIP/carrier-01,PJSIP/1002-02,inbound,INBOUND",
    "'',from-internal,PJSIP/1001-01,PJSIP/trunk-carrier-02,'',OUTBOUND",
    "c-1,from-internal,PJSIP/1001-01,PJSIP/trunk-carrier-02,outbound,OUTBOUND",
    "c-1,from-internal,PJSIP/trunk-carrier-01,PJSIP/1002-02,'',API",
  })
  void directionFollowsTrunkAndCall(
      String callId,
      String context,
      String channel,
      String dstChannel,
      String mark,
      String expected)
      throws UnreadableCdrException {
    var fields = TestJournal.fields(1, 3, callId);
    fields.set(7, context);
    fields.set(8, channel);
    fields.set(9, dstChannel);
    fields.set(20, mark);
    assertThat(CdrLine.of(fields).direction()).isEqualTo(Cdr.Direction.valueOf(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "PJSIP/1001-0000002a,1001",
    "Local/1001@from-internal-00000001;1,1001",
    "PJSIP/trunk-carrier-00000001,trunk-carrier",
    "'',",
    "PJSIP/,",
    "odd,"
  })
  void endpointIsThePartBehindTheTechnology(String channel, String expected)
      throws UnreadableCdrException {
    assertThat(with(8, channel).endpoint()).isEqualTo(expected);
  }
}
