package com.unifiedbx.pbx.routing;

import com.unifiedbx.pbx.kernel.Destination;
import com.unifiedbx.pbx.kernel.PlainText;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Map;
import java.util.regex.Pattern;

/// Where a call from outside goes. The most exact route counts: number and caller, number, caller,
/// any.
///
/// @param did the number that was dialled, empty for any
/// @param cid the number of the caller, empty for any
/// @param prefix put before the caller's name
/// @param extras what FreePBX's scripts store and read back, and what calls do not use
public record InboundRoute(
    String did,
    String cid,
    String description,
    String prefix,
    Destination destination,
    Map<String, Object> extras) {

  private static final Pattern NUMBER = Pattern.compile("[0-9+]{0,32}");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9 :_.-]{0,20}");

  public InboundRoute {
    demandNumber("extension", did);
    demandNumber("cidnum", cid);
    PlainText.check("description", description, 80);
    if (!PREFIX.matcher(prefix).matches()) {
      throw Refusal.badValue(
              "grppre", "A prefix has at most 20 letters, digits, blanks, colons, dots.")
          .asException();
    }
    extras = Map.copyOf(extras);
  }

  private static void demandNumber(String field, String number) {
    if (!NUMBER.matcher(number).matches()) {
      throw Refusal.badValue(
              field, field + " is a number as the carrier sends it, or empty for any; no pattern.")
          .asException();
    }
  }

  /// FreePBX's id.
  public String id() {
    return did + "/" + cid;
  }

  /// The name that the dialplan looks for.
  String endpoint() {
    return "did-" + (did.isEmpty() ? "any" : did) + "_" + (cid.isEmpty() ? "any" : cid);
  }
}
