package com.unifiedbx.pbx.events;

import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/// An event on its way into the log.
///
/// @param data JSON, made when it was published
record NewEvent(String type, Instant time, SortedSet<String> extensions, String data) {

  NewEvent {
    extensions = new TreeSet<>(extensions);
  }
}
