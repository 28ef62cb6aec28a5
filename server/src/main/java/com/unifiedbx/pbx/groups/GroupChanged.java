package com.unifiedbx.pbx.groups;

import com.unifiedbx.pbx.kernel.Audited;
import org.jspecify.annotations.Nullable;

/// A ring group or a follow-me was added, changed or deleted.
record GroupChanged(
    String operation, String object, @Nullable Object before, @Nullable Object after)
    implements Audited {

  static GroupChanged of(
      String kind, String number, @Nullable Object before, @Nullable Object after) {
    var what = before == null ? "added" : after == null ? "deleted" : "updated";
    return new GroupChanged(kind + "." + what, kind + ":" + number, before, after);
  }
}
