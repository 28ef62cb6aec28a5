package com.unifiedbx.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmiActionTests {

  @Test
  void encodesHeadersInOrderAndKeepsRepeatedOnes() {
    var action = AmiAction.of("Originate").with("Variable", "a=1").with("Variable", "b=2");

    assertThat(action.encode("7"))
        .isEqualTo("Action: Originate\r\nActionID: 7\r\nVariable: a=1\r\nVariable: b=2\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1001\r\nAction: Command\r\nCommand: core stop now",
        "1001\n\nAction: Logoff",
        "1001\rApplication: System",
        "1001\0",
        "tab\there",
        "\u007f",
        "\u0085next line",
        "\u001b[2J"
      })
  void refusesControlCharactersInValuesAndNeverShowsThem(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AmiAction.of("Originate").with("Exten", value))
        .withMessageContaining("Exten")
        .withMessageNotContaining(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Two Words", "Key:", "Kéy", "Key\r\nAction", "Key\n"})
  void refusesKeysThatAreNoKeys(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> AmiAction.of("Ping").with(key, "1"));
  }

  @Test
  void refusesAnInjectedName() {
    assertThatIllegalArgumentException().isThrownBy(() -> AmiAction.of("Ping\r\nAction: Logoff"));
  }

  @Test
  void refusesAnInjectedActionId() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AmiAction.of("Ping").with("ActionID", "1\r\n\r\nAction: Logoff"));
  }

  @Test
  void refusesASecondName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AmiAction.of("Ping").with("action", "Logoff"));
  }

  @Test
  void takesALineOfExactly1024Bytes() {
    var longest = "x".repeat(1024 - "Variable: ".length() - 2);

    assertThat(AmiAction.of("Setvar").with("Variable", longest).encode("1")).contains(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AmiAction.of("Setvar").with("Variable", longest + "x"))
        .withMessageContaining("1024");
  }

  @Test
  void countsBytesNotCharacters() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AmiAction.of("Setvar").with("Value", "é".repeat(600)));
  }

  @Test
  void refusesHalfACharacter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AmiAction.of("Setvar").with("Value", "\ud83d"));
  }

  @Test
  void takes128HeadersAndNoMore() {
    var action = AmiAction.of("Originate");
    for (int i = 0; i < 126; i++) {
      action = action.with("Variable", "v" + i + "=1");
    }
    var full = action;

    assertThat(full.encode("1").lines().filter(line -> !line.isEmpty())).hasSize(128);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> full.with("Variable", "one=more"))
        .withMessageContaining("128");
  }

  @Test
  void withLeavesTheOriginalAsItWas() {
    var ping = AmiAction.of("Ping");
    var marked = ping.with("ActionID", "mine");

    assertThat(ping.actionId()).isNull();
    assertThat(marked.actionId()).isEqualTo("mine");
  }

  @Test
  void toStringShowsNoValues() {
    assertThat(AmiAction.of("Login").with("Secret", "s3cret"))
        .hasToString("AmiAction{Login, [Secret]}");
  }
}
