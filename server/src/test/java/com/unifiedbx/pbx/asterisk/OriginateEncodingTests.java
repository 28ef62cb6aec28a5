package com.unifiedbx.pbx.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OriginateEncodingTests {

  private static OriginateCommand command(String channel, Map<String, String> variables) {
    return new OriginateCommand(
        "c-1",
        "c-0",
        channel,
        new OriginateCommand.Target.Dialplan("from-internal", "1002", 1),
        Duration.ofSeconds(30),
        "\"Alice\" <1001>",
        null,
        variables);
  }

  @Test
  void headersNameTheCallAndNeverBlockTheSession() {
    var text = OriginateEncoding.action(command("PJSIP/1001", Map.of())).toString();
    assertThat(text).contains("Originate", "Async", "ChannelId", "Exten").doesNotContain("Other");
    assertThat(OriginateEncoding.action(command("PJSIP/1001", Map.of())).actionId())
        .isEqualTo("c-1");
  }

  @Test
  void localChannelGetsAnIdForItsOtherHalf() {
    assertThat(OriginateEncoding.action(command("Local/1001@x/n", Map.of())).toString())
        .contains("OtherChannelId");
  }

  @Test
  void lineBreakInAValueNeverBecomesAHeader() {
    assertThatThrownBy(
            () -> OriginateEncoding.action(command("PJSIP/1001", Map.of("A", "x\r\nAction: y"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void separatorsOfAsteriskAreEscaped() {
    assertThat(OriginateEncoding.escaped("a,b\\c\"d")).isEqualTo("a\\,b\\\\c\\\"d");
  }
}
