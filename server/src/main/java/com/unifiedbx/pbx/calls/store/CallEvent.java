package com.unifiedbx.pbx.calls.store;

import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.CallChange;
import com.unifiedbx.pbx.kernel.PublicEvent;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// A step in the life of a call, as integrations hear of it: the call as it was right after it.
record CallEvent(String type, Instant time, Call data) implements PublicEvent {

  private static final Pattern NUMBER = Pattern.compile("[0-9]{2,8}");

  static CallEvent of(String type, CallChange change) {
    return new CallEvent(type, change.at(), change.call());
  }

  /// The phones that take part, and the number that was dialled.
  @Override
  public Set<String> extensions() {
    var numbers = new LinkedHashSet<String>();
    add(numbers, data.from().endpoint());
    data.legs().forEach(leg -> add(numbers, leg.endpoint()));
    var to = data.to().number();
    if (to != null) {
      add(numbers, "PJSIP/" + to);
    }
    return numbers;
  }

  private static void add(Set<String> numbers, String endpoint) {
    var name = endpoint.startsWith("PJSIP/") ? endpoint.substring("PJSIP/".length()) : "";
    if (NUMBER.matcher(name).matches()) {
      numbers.add(name);
    }
  }
}
