package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.extensions.Extension.VoicemailBox;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.PlainText;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an extension is made of, or what it is to become; checked as it is built.
///
/// @param voicemail null for no box
/// @param pin of the box, 4 to 12 digits; null keeps the one there is, or makes one
public record NewExtension(
    ExtensionNumber number,
    String name,
    String email,
    String callerId,
    String outboundCid,
    String emergencyCid,
    int maxContacts,
    @Nullable VoicemailBox voicemail,
    @Nullable String pin) {

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,190}");
  private static final Pattern PIN = Pattern.compile("[0-9]{4,12}");

  public NewExtension {
    PlainText.check("name", name, 80);
    if (name.isBlank()) {
      throw Refusal.badValue("name", "Give the extension a name.").asException();
    }
    email(email, "email");
    PlainText.check("callerId", callerId, 80);
    PlainText.check("outboundCid", outboundCid, 80);
    PlainText.check("emergencyCid", emergencyCid, 80);
    if (maxContacts < 1 || maxContacts > 100) {
      throw Refusal.badValue("maxContacts", "maxContacts is between 1 and 100.").asException();
    }
    if (voicemail != null) {
      email(voicemail.email(), "voicemail.email");
    }
    if (pin != null) {
      pin(pin, number);
    }
  }

  private static void email(String email, String field) {
    PlainText.check(field, email, 254);
    if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
      throw Refusal.badValue(field, field + " is no e-mail address.").asException();
    }
  }

  /// A PIN guards messages against anyone with a phone, so the ones tried first are refused.
  private static void pin(String pin, ExtensionNumber number) {
    if (!PIN.matcher(pin).matches()) {
      throw Refusal.badValue("voicemail.pin", "A voicemail PIN has 4 to 12 digits.").asException();
    }
    var same = pin.chars().distinct().count() == 1;
    if (same
        || pin.equals(number.digits())
        || "01234567890".contains(pin)
        || "9876543210".contains(pin)) {
      throw Refusal.badValue(
              "voicemail.pin",
              "This PIN is too easy to guess: take no row, repetition or own number.")
          .asException();
    }
  }
}
