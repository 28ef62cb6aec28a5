package com.unifiedbx.pbx.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.kernel.MillisecondTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/// An event of the log. What goes out is made once, when it is read, and shared by all readers.
public final class LoggedEvent {

  private final long id;
  private final String type;
  private final Instant time;
  private final Set<String> extensions;
  private final byte[] frame;
  private final int jsonAt;
  private final int dataAt;

  LoggedEvent(long id, String type, Instant time, Set<String> extensions, String data) {
    this.id = id;
    this.type = type;
    this.time = time;
    this.extensions = Set.copyOf(extensions);
    var head = "id: " + Cursor.of(id) + "\nevent: " + type + "\ndata: ";
    var start =
        "{\"id\":\"%s\",\"type\":\"%s\",\"time\":\"%s\",\"data\":"
            .formatted(Cursor.of(id), type, text(time));
    this.frame = (head + start + data + "}\n\n").getBytes(UTF_8);
    this.jsonAt = head.length();
    this.dataAt = jsonAt + start.length();
  }

  /// As all times are written: UTC, with milliseconds.
  static String text(Instant time) {
    return MillisecondTime.text(time);
  }

  /// The position in the log.
  long position() {
    return id;
  }

  /// The cursor: give it back as `Last-Event-ID` or `after` to go on behind this event.
  public String id() {
    return Cursor.of(id);
  }

  public String type() {
    return type;
  }

  /// When it happened.
  public Instant time() {
    return time;
  }

  /// The numbers of the extensions that it concerns.
  public Set<String> extensions() {
    return extensions;
  }

  /// The whole event as JSON: `id`, `type`, `time`, `data`.
  public byte[] json() {
    return Arrays.copyOfRange(frame, jsonAt, frame.length - 2);
  }

  /// What it tells, as JSON: a call, an extension's state, a voicemail message or a call record.
  public byte[] data() {
    return Arrays.copyOfRange(frame, dataAt, frame.length - 3);
  }

  /// As it stands in a stream of server-sent events; not to be changed.
  byte[] frame() {
    return frame;
  }
}
