package com.unifiedbx.pbx.events;

import com.unifiedbx.pbx.events.EventReader.LostPlace;
import java.time.Clock;
import java.time.Duration;
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
  private final EventTail tail;
  private final EventRetention retention;
  private final Clock clock;

  Events(
      EventReaders readers,
      RecentEvents recent,
      EventRepository log,
      EventTail tail,
      EventRetention retention,
      Clock clock) {
    this.source = new EventReader.Source(readers, recent, log);
    this.tail = tail;
    this.retention = retention;
    this.clock = clock;
  }

  /// A reader at its place; close it.
  ///
  /// @param after the cursor of the last event that the reader has, or null to begin with what
  ///   comes next; when the log does not have it (any more), the reader begins with what comes next
  ///   and says so ([EventReader#lostPlace])
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `overloaded`, `too_many_streams`,
  ///   `shutting_down`
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

  /// How this node keeps up with the log.
  ///
  /// @param isFollowed whether new events are heard of at once
  /// @param lag the age of the oldest event that readers of this node can't have yet
  /// @param sinceTurn how long ago old events were dropped, and room was made for the coming hours
  public record Pace(boolean isFollowed, Duration lag, Duration sinceTurn) {}

  /// @throws DataAccessException while the database is away
  public Pace pace() {
    var next = source.log().after(source.recent().head(), 1);
    var lag =
        next.isEmpty()
            ? Duration.ZERO
            : EventRepository.age(next.getFirst().position(), clock.instant());
    return new Pace(tail.isListening(), lag, retention.sinceTurn());
  }

  /// While the database is away nothing can be said of a place that memory does not know; the
  /// failure goes to the client, who will ask again.
  private boolean isInLog(long position) throws DataAccessException {
    return source.recent().contains(position) || source.log().contains(position);
  }
}
