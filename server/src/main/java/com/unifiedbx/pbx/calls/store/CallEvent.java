package com.unifiedbx.pbx.calls.store;

import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.CallChange;
import com.unifiedbx.pbx.kernel.PublicEvent;
import java.time.Instant;
import java.util.Set;

/// A step in the life of a call, as integrations hear of it: the call as it was right after it.
record CallEvent(String type, Instant time, Call data) implements PublicEvent {

  static CallEvent of(String type, CallChange change) {
    return new CallEvent(type, change.at(), change.call());
  }

  /// The phones that take part, and the number that was dialled.
  @Override
  public Set<String> extensions() {
    return data.extensions();
  }
}
