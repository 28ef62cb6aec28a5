package com.unifiedbx.pbx.calls.store;

import com.unifiedbx.pbx.calls.CallStatus;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which calls a list shows.
///
/// @param status only those of it, or null
/// @param within a regular expression of extensions, one of which takes part, or null
/// @param orBy the application whose own calls are shown in any case
public record CallFilter(
    @Nullable CallStatus status, @Nullable String within, @Nullable String orBy) {

  public static final CallFilter ALL = new CallFilter(null, null, null);

  /// As a condition of SQL over the table `call`.
  String condition() {
    var ofStatus = status == null ? "TRUE" : "status = :status";
    return within == null
        ? ofStatus
        : ofStatus
            + """
             AND (application_id = :by OR to_number ~ :within
               OR substring(from_endpoint FROM '^PJSIP/(.*)$') ~ :within
               OR EXISTS (SELECT FROM jsonb_array_elements(legs) AS leg
                 WHERE substring(leg ->> 'endpoint' FROM '^PJSIP/(.*)$') ~ :within))
            """;
  }

  Map<String, Object> parameters() {
    var parameters = new HashMap<String, Object>();
    parameters.put("status", status == null ? "" : status.text());
    parameters.put("within", within == null ? "" : within);
    parameters.put("by", orBy == null ? "" : orBy);
    return parameters;
  }
}
