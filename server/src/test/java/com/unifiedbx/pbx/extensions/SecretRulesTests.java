package com.unifiedbx.pbx.extensions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which SIP secrets and PINs are taken, without a server.
class SecretRulesTests {

  private static final ExtensionNumber NUMBER = new ExtensionNumber("471199");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "elevenchars",
        "aaaaaaaaaaaaaa",
        "abababababababab",
        "my-471199-phone!"
      })
  void aWeakSecretIsRefusedByItsField(String secret) {
    assertThatThrownBy(() -> SipSecret.chosen(secret, NUMBER, "extPassword"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().field()).isEqualTo("extPassword"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"twelve-chars", "Grüße, ${X}; \"ok\" 😀"})
  void aStrongSecretIsTaken(String secret) {
    assertThat(SipSecret.chosen(secret, NUMBER, "secret").secret().value()).isEqualTo(secret);
  }

  @Test
  void secretsMadeHereAreStrongAndDifferent() {
    var made = new HashSet<String>();
    for (var i = 0; i < 1_000; i++) {
      var secret = SipSecret.random().secret().value();
      assertThatCode(() -> SipSecret.chosen(secret, NUMBER, "secret")).doesNotThrowAnyException();
      made.add(secret);
    }
    assertThat(made).hasSize(1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123",
        "1234567890123",
        "12a4",
        "0000",
        "999999",
        "1234",
        "456789",
        "4321",
        "471199"
      })
  void aWeakPinIsRefused(String pin) {
    assertThatThrownBy(() -> extension(pin))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().field()).isEqualTo("voicemail.pin"));
  }

  @Test
  void pinsMadeHereAreTaken() {
    for (var i = 0; i < 1_000; i++) {
      var pin = NewExtension.randomPin(NUMBER);
      assertThatCode(() -> extension(pin)).doesNotThrowAnyException();
    }
  }

  private static NewExtension extension(String pin) {
    return new NewExtension(NUMBER, ExtensionSettings.named("Ann"), pin);
  }
}
