package com.unifiedbx.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AmiMessageTests {

  @Test
  void findsKeysWithoutRegardToCase() {
    var message = AmiMessage.of("Event", "Hangup", "Cause-txt", "Normal Clearing");

    assertThat(message.get("cause-TXT")).isEqualTo("Normal Clearing");
    assertThat(message.get("Missing")).isNull();
    assertThat(message.get("Missing", "none")).isEqualTo("none");
  }

  @Test
  void keepsRepeatedKeysInOrder() {
    var message = AmiMessage.of("Variable", "a", "Other", "x", "variable", "b");

    assertThat(message.all("Variable")).containsExactly("a", "b");
    assertThat(message.get("Variable")).isEqualTo("a");
    assertThat(message.keys()).containsExactly("Variable", "Other", "variable");
  }

  @Test
  void anEventThatCarriesAResponseIsAnEvent() {
    var message = AmiMessage.of("Event", "OriginateResponse", "Response", "Failure");

    assertThat(message.isEvent()).isTrue();
    assertThat(message.name()).isEqualTo("OriginateResponse");
  }

  @Test
  void toStringHidesPasswords() {
    var message = AmiMessage.of("Event", "AuthDetail", "Password", "hush", "Md5Cred", "hash");

    assertThat(message.toString()).contains("AuthDetail").doesNotContain("hush", "hash");
  }

  @Test
  void settingsNeverShowTheSecret() {
    var settings = AmiSettings.of(new AmiSettings.Login("127.0.0.1", 5038, "pbx", "s3cret"));

    assertThat(settings.toString()).contains("pbx@127.0.0.1:5038").doesNotContain("s3cret");
  }

  @Test
  void listRulesAddUp() {
    var rule = AmiList.closedBy("XComplete").items("X").emptyWhen("None").emptyWhen("Nobody");

    assertThat(rule.items()).containsExactly("X");
    assertThat(List.of("none", " Nobody\n")).allMatch(rule::meansEmpty);
    assertThat(rule.meansEmpty("Permission denied")).isFalse();
  }

  @Test
  void backoffDoublesToItsLimitAndStaysBetweenHalfAndWhole() {
    var retry =
        new AmiSettings.Retry(
            Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMinutes(1));
    var backoff = new Backoff(retry, new Random(1));

    for (var whole : List.of(100, 200, 400, 400)) {
      assertThat(backoff.afterFailure())
          .isBetween(Duration.ofMillis(whole / 2), Duration.ofMillis(whole));
    }
    assertThat(backoff.afterRefusal()).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
    backoff.heldFor(Duration.ofMillis(10));
    assertThat(backoff.afterFailure()).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    backoff.heldFor(Duration.ofSeconds(1));
    assertThat(backoff.afterFailure()).isLessThanOrEqualTo(Duration.ofMillis(100));
  }
}
