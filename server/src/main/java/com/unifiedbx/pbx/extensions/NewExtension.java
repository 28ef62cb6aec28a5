package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an extension is made of, or what it is to become; checked as it is built.
///
/// @param pin of the box, 4 to 12 digits; null keeps the one there is, or makes one
public record NewExtension(
    ExtensionNumber number, ExtensionSettings settings, @Nullable String pin) {

  private static final Pattern PIN = Pattern.compile("[0-9]{4,12}");
  private static final SecureRandom RANDOM = new SecureRandom();

  public NewExtension {
    if (pin != null) {
      demandPin(pin, number);
    }
  }

  /// An extension of which only the name is said.
  public static NewExtension named(ExtensionNumber number, String name) {
    return new NewExtension(number, ExtensionSettings.named(name), null);
  }

  /// A PIN guards messages against anyone with a phone, so the ones tried first are refused.
  private static void demandPin(String pin, ExtensionNumber number) {
    if (!PIN.matcher(pin).matches()) {
      throw Refusal.badValue("voicemail.pin", "A voicemail PIN has 4 to 12 digits.").asException();
    }
    if (isGuessable(pin, number)) {
      throw Refusal.badValue(
              "voicemail.pin",
              "This PIN is too easy to guess: take no row, repetition or own number.")
          .asException();
    }
  }

  /// A PIN of six digits that nobody tries first.
  static String randomPin(ExtensionNumber number) {
    String pin;
    do {
      pin = "%06d".formatted(RANDOM.nextInt(1_000_000));
    } while (isGuessable(pin, number));
    return pin;
  }

  private static boolean isGuessable(String pin, ExtensionNumber number) {
    return pin.chars().distinct().count() == 1
        || pin.equals(number.digits())
        || "01234567890".contains(pin)
        || "9876543210".contains(pin);
  }
}
