package com.unifiedbx.pbx.groups;

import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.List;
import java.util.Map;

/// The numbers that are rung when the phones of an extension were not answered.
///
/// @param initialSeconds how long the extension's own phones ring before, 0 to 120; 0 means as long
///   as ever
/// @param extras what FreePBX's scripts store and read back, and what calls do not use
public record FollowMe(
    ExtensionNumber number,
    boolean enabled,
    Ringing ringing,
    int initialSeconds,
    Map<String, Object> extras) {

  public FollowMe {
    if (initialSeconds < 0 || initialSeconds > 120) {
      throw Refusal.badValue("initialRingTime", "initialRingTime is between 0 and 120 seconds.")
          .asException();
    }
    extras = Map.copyOf(extras);
  }

  /// What an extension has before anyone said anything.
  static FollowMe none(ExtensionNumber number) {
    var ringing = new Ringing("ringallv2", List.of(), 20, "", false, null);
    return new FollowMe(number, false, ringing, 7, Map.of());
  }
}
