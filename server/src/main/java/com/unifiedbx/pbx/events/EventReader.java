package com.unifiedbx.pbx.events;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// One reader of the log, at a position of its own.
///
/// It keeps nothing: events come from memory that all readers share, and for one who is behind, in
/// small portions from the log. So a slow reader costs no memory and holds up nobody. For one
/// thread at a time, but for [#close] and the waking.
public final class EventReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);
  private static final int PORTION = 50;

  private final Source source;
  private final EventFilter filter;
  private final @Nullable LostPlace lost;
  private volatile long position;
  private volatile boolean closed;
  private volatile Thread thread = Thread.currentThread();

  /// Where readers get their events.
  record Source(EventReaders readers, RecentEvents recent, EventRepository log, Frames frames) {

    Source(EventReaders readers, RecentEvents recent, EventRepository log) {
      this(readers, recent, log, new Frames());
    }
  }

  /// The place from which a reader wanted to go on is not in the log.
  ///
  /// @param head the cursor of the newest event at that moment, null while there is none
  public record LostPlace(@Nullable String head) {}

  EventReader(Source source, EventFilter filter, long position, @Nullable LostPlace lost) {
    this.source = source;
    this.filter = filter;
    this.position = position;
    this.lost = lost;
    source.readers.add(this);
  }

  /// What the client must be told first, or null: that it missed events, and has to read anew what
  /// it keeps a copy of.
  public @Nullable LostPlace lostPlace() {
    return lost;
  }

  public EventFilter filter() {
    return filter;
  }

  /// The next events that pass the filter, in order. Waits, for half a second at most: an empty
  /// list means that there was none or none that passes, and is the moment to see whether the
  /// reader may still read.
  public List<LoggedEvent> next() {
    thread = Thread.currentThread();
    var found = fetch();
    if (found.isEmpty() && !closed) {
      LockSupport.park(this);
      found = fetch();
    }
    if (found.isEmpty()) {
      return found;
    }
    position = found.getLast().position();
    return found.stream().filter(filter::matches).toList();
  }

  private List<LoggedEvent> fetch() {
    var near = source.recent.after(position, PORTION);
    return near == null ? fetchFromLog() : near;
  }

  private List<LoggedEvent> fetchFromLog() {
    try {
      source.readers.atTheLog().acquire();
    } catch (InterruptedException e) {
      closed = true;
      Thread.currentThread().interrupt();
      return List.of();
    }
    try {
      var found = source.log.after(position, PORTION);
      source.readers.countCaughtUp(found.size());
      return found;
    } catch (DataAccessException away) {
      LOG.debug("A reader waits for the log: {}", away.getMessage());
      return List.of();
    } finally {
      source.readers.atTheLog().release();
    }
  }

  /// These events as they stand in a stream; not to be changed.
  byte[] frames(List<LoggedEvent> events) {
    return source.frames().of(events);
  }

  long position() {
    return position;
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  /// Whether it was closed, by its user or because the server stops.
  public boolean isClosed() {
    return closed;
  }

  /// Has its user stop reading and close it.
  void end() {
    closed = true;
    wake();
  }

  @Override
  public void close() {
    end();
    source.readers.remove(this);
  }
}
