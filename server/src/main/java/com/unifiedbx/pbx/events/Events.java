package com.unifiedbx.pbx.events;

import com.unifiedbx.pbx.events.EventReader.LostPlace;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;

/// The log of events, for whoever follows it: streams, subscriptions, live pages, webhooks.
///
/// An event is in the log exactly when the change that it tells is committed, and readers get every
/// one of them once, in the order of the commits, on every node. Threads: any.
@Service
public class Events {

  private final EventReader.Source source;

  Events(EventReaders readers, RecentEvents recent, EventRepository log) {
    this.source = new EventReader.Source(readers, recent, log);
  }

  /// A reader at its place; close it.
  ///
  /// @param after the cursor of the last event that the reader has, or null to begin with what
  ///   comes next; when the log does not have it (any more), the reader begins with what comes next
  ///   and says so ([EventReader#lostPlace])
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `overloaded`, `shutting_down`
  public EventReader read(EventFilter filter, @Nullable String after) {
    var head = source.log().head();
    if (after == null) {
      return new EventReader(source, filter, head, null);
    }
    var position = Cursor.parse(after);
    if (position != null && isInLog(position)) {
      return new EventReader(source, filter, position, null);
    }
    return new EventReader(source, filter, head, new LostPlace(head == 0 ? null : Cursor.of(head)));
  }

  /// While the database is away nothing can be said of a place that memory does not know; the
  /// failure goes to the client, who will ask again.
  private boolean isInLog(long position) throws DataAccessException {
    return source.recent().contains(position) || source.log().contains(position);
  }
}
