package com.unifiedbx.pbx.calls.control;

import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.kernel.Audited;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A command to a call was carried out, for the audit log.
///
/// @param operation `call.transfer`
/// @param before the call's status
/// @param after the call's status then, and what was asked for
record Command(
    String operation, String object, Map<String, String> before, Map<String, String> after)
    implements Audited {

  static Command of(String operation, Call before, Call after, @Nullable Object order) {
    var asked = order == null ? "" : order.toString();
    return new Command(
        "call." + operation,
        "call:" + before.id(),
        Map.of("status", before.status().text()),
        Map.of("status", after.status().text(), "order", asked));
  }
}
