package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.PlainText;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.ZoneId;
import java.util.regex.Pattern;

/// Whose extension it is, and what others see of them.
///
/// A caller id is `"Name" <number>`, a number or a name.
///
/// @param callerId shown inside; empty means the name and the number
/// @param outboundCid shown on calls to the outside world; empty means what is shown inside
/// @param emergencyCid shown to emergency services; empty means `outboundCid`
/// @param language of the prompts: `en`, `de_DE`
/// @param timeZone in which times are told: `Europe/Berlin`; empty means the machine's
public record Person(
    String name,
    String email,
    String callerId,
    String outboundCid,
    String emergencyCid,
    String language,
    String timeZone) {

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,190}");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}([_-][A-Za-z]{2,8})*");

  public Person {
    PlainText.check("name", name, 80);
    if (name.isBlank()) {
      throw Refusal.badValue("name", "Give the extension a name.").asException();
    }
    demandEmail("email", email);
    PlainText.check("callerId", callerId, 80);
    PlainText.check("outboundCid", outboundCid, 80);
    PlainText.check("emergencyCid", emergencyCid, 80);
    if (!LANGUAGE.matcher(language).matches() || language.length() > 20) {
      throw Refusal.badValue("language", "A language is written en or de_DE.").asException();
    }
    if (!timeZone.isEmpty() && !ZoneId.getAvailableZoneIds().contains(timeZone)) {
      throw Refusal.badValue(
              "timeZone", "There is no time zone of that name: write Europe/Berlin, for example.")
          .asException();
    }
  }

  static void demandEmail(String field, String email) {
    PlainText.check(field, email, 254);
    if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
      throw Refusal.badValue(field, field + " is no e-mail address.").asException();
    }
  }
}
