package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// How Asterisk treats the phones of an extension.
///
/// @param maxContacts how many may be registered at once, 1 to 100
/// @param codecs in the order of preference
/// @param dtmfMode `rfc4733`, `inband`, `info`, `auto` or `auto_info`
/// @param profile `nat` for phones anywhere, `lan` for phones that are reached where they say they
///   are, `srtp` for encrypted audio, `webrtc` for browsers
/// @param musicClass what the other side hears on hold
/// @param callGroups whose ringing others may pick up
/// @param pickupGroups whose ringing it may pick up with *8
public record Phone(
    int maxContacts,
    List<String> codecs,
    String dtmfMode,
    String profile,
    String musicClass,
    List<String> callGroups,
    List<String> pickupGroups) {

  private static final Set<String> CODECS =
      Set.of("ulaw", "alaw", "g722", "gsm", "opus", "g729", "h264", "vp8", "vp9");
  private static final Set<String> DTMF = Set.of("rfc4733", "inband", "info", "auto", "auto_info");
  private static final Set<String> PROFILES = Set.of("nat", "lan", "srtp", "webrtc");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");
  private static final int MOST_GROUPS = 16;

  // Below the constants that its check needs.
  static final Phone DEFAULT =
      new Phone(
          1,
          List.of("ulaw", "alaw", "g722"),
          "rfc4733",
          "nat",
          "default",
          List.of("1"),
          List.of("1"));

  public Phone {
    if (maxContacts < 1 || maxContacts > 100) {
      throw Refusal.badValue("maxContacts", "maxContacts is between 1 and 100.").asException();
    }
    if (codecs.isEmpty()
        || !CODECS.containsAll(codecs)
        || new HashSet<>(codecs).size() < codecs.size()) {
      throw Refusal.badValue(
              "codecs",
              "codecs lists, each once, some of ulaw, alaw, g722, gsm, opus, g729, h264, vp8, vp9.")
          .asException();
    }
    demandOne("dtmfMode", dtmfMode, DTMF);
    demandOne("profile", profile, PROFILES);
    if (!NAME.matcher(musicClass).matches()) {
      throw Refusal.badValue("musicClass", "musicClass has letters, digits, _ and - only.")
          .asException();
    }
    demandGroups("callGroups", callGroups);
    demandGroups("pickupGroups", pickupGroups);
    codecs = List.copyOf(codecs);
    callGroups = List.copyOf(callGroups);
    pickupGroups = List.copyOf(pickupGroups);
  }

  private static void demandGroups(String field, List<String> groups) {
    if (groups.size() > MOST_GROUPS
        || !groups.stream().allMatch(group -> NAME.matcher(group).matches())) {
      throw Refusal.badValue(
              field, field + " has at most 16 names of letters, digits, _ and - only.")
          .asException();
    }
  }

  static void demandOne(String field, String value, Set<String> of) {
    if (!of.contains(value)) {
      throw Refusal.badValue(
              field, field + " is one of " + String.join(", ", of.stream().sorted().toList()) + ".")
          .asException();
    }
  }
}
