package com.unifiedbx.pbx.system;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// FreePBX's advanced settings, as far as they say something true here. None can be changed: they
/// are how the product works.
enum AdvancedSetting {
  AMPENGINE("asterisk", "Telephony Engine", "System Setup", "What carries the calls."),
  AMPEXTENSIONS(
      "extensions",
      "User & Devices Mode",
      "System Setup",
      "User and device are two sides of one extension."),
  ASTSIPDRIVER("chan_pjsip", "SIP Channel Driver", "Dialplan and Operational", "The only one."),
  CFRINGTIMERDEFAULT(
      "0",
      "Call Forward Ringtimer Default",
      "Dialplan and Operational",
      "Before calls are forwarded, phones ring as long as the extension says."),
  CWINUSEBUSY(
      "1",
      "Occupied Lines CW Busy",
      "Dialplan and Operational",
      "Who does not take a waiting call is busy."),
  MIXMON_FORMAT("wav", "Recording Format", "Directory Layout", "Of recorded calls."),
  PHPTIMEZONE(
      "UTC", "PHP Timezone", "System Setup", "Times are answered in it where none is asked for."),
  REC_POLICY(
      "callee",
      "Call Recording Policy",
      "Dialplan and Operational",
      "Whose word counts when two of equal strength and priority contradict."),
  RINGTIMER(
      "25",
      "Ringtime Default",
      "Dialplan and Operational",
      "Seconds that the phones of a new extension ring."),
  TONEZONE("us", "Country Indication Tones", "Dialplan and Operational", "Of busy and ringing."),
  USEDEVSTATE(
      "1", "Enable Custom Device States", "Dialplan and Operational", "Lamps follow extensions.");

  private final String value;
  private final String title;
  private final String category;
  private final String description;

  AdvancedSetting(String value, String title, String category, String description) {
    this.value = value;
    this.title = title;
    this.category = category;
    this.description = description;
  }

  /// Type `advacesettings` (sic). Status and message are set where it stands alone.
  record Node(
      String id,
      String keyword,
      String value,
      String name,
      String category,
      String description,
      boolean status,
      String message) {}

  Node node() {
    return new Node(
        Base64.getEncoder()
            .encodeToString(("advacesettings:" + name()).getBytes(StandardCharsets.UTF_8)),
        name(),
        value,
        title,
        category,
        description,
        true,
        "Setting's found successfully");
  }
}
