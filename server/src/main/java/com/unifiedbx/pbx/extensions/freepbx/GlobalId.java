package com.unifiedbx.pbx.extensions.freepbx;

import com.unifiedbx.pbx.kernel.ExtensionNumber;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// FreePBX's ids: base64 of `type:id`. Where one is asked for, the bare id is taken as well.
final class GlobalId {

  private GlobalId() {}

  static String of(String type, String id) {
    return Base64.getEncoder().encodeToString((type + ":" + id).getBytes(StandardCharsets.UTF_8));
  }

  /// The number in an id of that type or in a bare one; null when it can't be one.
  static @Nullable ExtensionNumber number(String type, @Nullable String id) {
    var bare = ExtensionNumber.parse(id);
    if (bare != null || id == null) {
      return bare;
    }
    try {
      var text = new String(Base64.getDecoder().decode(id), StandardCharsets.UTF_8);
      return text.startsWith(type + ":")
          ? ExtensionNumber.parse(text.substring(type.length() + 1))
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
