package com.unifiedbx.pbx.calls;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.unifiedbx.pbx.calls.store.TimelineEntry;
import java.util.List;

/// A call and how it came to be what it is.
///
/// @param timeline each step once, in the order in which they were taken
public record CallDetail(@JsonUnwrapped Call call, List<TimelineEntry> timeline) {

  public CallDetail {
    timeline = List.copyOf(timeline);
  }
}
