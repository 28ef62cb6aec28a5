package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.Audited;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.PublicEvent;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An extension was added, changed or deleted (`extension.added`, `extension.updated`,
/// `extension.deleted`): for those who follow the system and for the audit log.
///
/// @param before how the API showed it, null when it did not exist
/// @param after how the API shows it now, null when it is gone
/// @param ofSecret whether its SIP secret is what changed
record ExtensionChanged(
    ExtensionNumber number,
    @Nullable ExtensionBody before,
    @Nullable ExtensionBody after,
    Instant time,
    boolean ofSecret)
    implements PublicEvent, Audited {

  static ExtensionChanged of(@Nullable Extension before, @Nullable Extension after, Instant time) {
    var one = after == null ? before : after;
    if (one == null) {
      throw new IllegalArgumentException("Nothing changed");
    }
    return new ExtensionChanged(
        one.number(),
        before == null ? null : ExtensionBody.of(before, null),
        after == null ? null : ExtensionBody.of(after, null),
        time,
        false);
  }

  /// Its SIP secret was replaced; nothing else is different.
  ExtensionChanged bySecret() {
    return new ExtensionChanged(number, before, after, time, true);
  }

  @Override
  public String type() {
    return before == null
        ? "extension.added"
        : after == null ? "extension.deleted" : "extension.updated";
  }

  /// The extension as it is now; of one that is gone, as it was.
  @Override
  public Object data() {
    return after == null ? Objects.requireNonNull(before, "one of them is there") : after;
  }

  @Override
  public Set<String> extensions() {
    return Set.of(number.digits());
  }

  @Override
  public String operation() {
    return before == null
        ? "extension.add"
        : after == null
            ? "extension.delete"
            : ofSecret ? "extension.reset-secret" : "extension.update";
  }

  @Override
  public String object() {
    return "extension:" + number;
  }
}
