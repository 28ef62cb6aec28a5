package com.unifiedbx.pbx.groups;

import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.PlainText;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Map;

/// A number that rings several.
///
/// @param extras what FreePBX's scripts store and read back, and what calls do not use
public record RingGroup(
    ExtensionNumber number, String description, Ringing ringing, Map<String, Object> extras) {

  public RingGroup {
    PlainText.check("description", description, 80);
    if (ringing.members().isEmpty()) {
      throw Refusal.badValue("extensionList", "A ring group rings at least one number.")
          .asException();
    }
    extras = Map.copyOf(extras);
  }
}
