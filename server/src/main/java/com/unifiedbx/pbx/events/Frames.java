package com.unifiedbx.pbx.events;

import java.util.List;

/// Events as they stand in a stream, one after the other.
///
/// Readers that keep up and see the same get the same events within one round, so the last that
/// were joined are kept for the next who wants them. Threads: any; nobody waits.
final class Frames {

  private record Joined(List<LoggedEvent> events, byte[] bytes) {}

  private volatile Joined last = new Joined(List.of(), new byte[0]);

  /// Not to be changed.
  byte[] of(List<LoggedEvent> events) {
    var known = last;
    if (known.events().equals(events)) {
      return known.bytes();
    }
    var joined = join(events);
    last = new Joined(events, joined);
    return joined;
  }

  private static byte[] join(List<LoggedEvent> events) {
    var bytes = new byte[events.stream().mapToInt(event -> event.frame().length).sum()];
    var at = 0;
    for (var event : events) {
      System.arraycopy(event.frame(), 0, bytes, at, event.frame().length);
      at += event.frame().length;
    }
    return bytes;
  }
}
