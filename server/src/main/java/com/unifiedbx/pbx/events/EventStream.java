package com.unifiedbx.pbx.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.access.Standing;
import com.unifiedbx.pbx.kernel.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// One stream of server-sent events, on the thread of its request from the first byte to the last.
///
/// Writing waits for the client, so that a slow one slows only itself; one that takes nothing for
/// as long as the server's write timeout is dropped and may come back to its place.
final class EventStream {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final Duration CHECK = Duration.ofMillis(400);

  private final EventReader reader;
  private final Standing standing;
  private final Duration heartbeat;
  private long checkedAt = System.nanoTime();
  private long wroteAt = System.nanoTime();

  EventStream(EventReader reader, Standing standing, Duration heartbeat) {
    this.reader = reader;
    this.standing = standing;
    this.heartbeat = heartbeat;
  }

  void serve(HttpServletResponse response) throws IOException {
    response.setContentType("text/event-stream");
    response.setHeader("Cache-Control", "no-store");
    // Proxies that gather answers before they pass them on read this.
    response.setHeader("X-Accel-Buffering", "no");
    var out = response.getOutputStream();
    try {
      begin(out);
      follow(out);
      // Here and not by the server when all is over: a server that stops waits for this thread
      // only,
      // and over HTTP/2 a stream without its end looks cut.
      out.close();
    } catch (IOException gone) {
      LOG.debug("A client left its stream: {}", gone.getMessage());
    }
  }

  private void begin(OutputStream out) throws IOException {
    var lost = reader.lostPlace();
    if (lost == null) {
      comment(out, "connected");
      return;
    }
    out.write(reset(lost.head()).getBytes(UTF_8));
    out.flush();
  }

  /// Says that there is a hole: what the client keeps a copy of it has to read anew, and from here
  /// on it misses nothing again.
  private static String reset(@Nullable String head) {
    var id = head == null ? "" : "id: " + head + "\n";
    var json =
        "{\"id\":%s,\"type\":\"reset\",\"time\":\"%s\",\"data\":{\"reason\":\"not_in_log\"}}"
            .formatted(head == null ? "null" : '"' + head + '"', LoggedEvent.text(Instant.now()));
    return id + "event: reset\ndata: " + json + "\n\n";
  }

  private void follow(OutputStream out) throws IOException {
    while (!reader.isClosed()) {
      var events = reader.next();
      var end = reasonToEnd();
      if (end != null) {
        comment(out, end);
        return;
      }
      write(out, events);
    }
    comment(out, "the server is stopping");
  }

  private void write(OutputStream out, List<LoggedEvent> events) throws IOException {
    if (!events.isEmpty()) {
      // At once, for each write goes through all the layers of the server.
      out.write(reader.frames(events));
      out.flush();
      wroteAt = System.nanoTime();
    } else if (System.nanoTime() - wroteAt >= heartbeat.toNanos()) {
      comment(out, "heartbeat");
    }
  }

  private void comment(OutputStream out, String text) throws IOException {
    out.write((": " + text + "\n\n").getBytes(UTF_8));
    out.flush();
    wroteAt = System.nanoTime();
  }

  /// Looks again whether the caller may read on; null when so. While that can't be found out (the
  /// database is away, and with it everything there would be to read) the stream stays.
  private @Nullable String reasonToEnd() {
    if (System.nanoTime() - checkedAt < CHECK.toNanos()) {
      return null;
    }
    checkedAt = System.nanoTime();
    try {
      return reasonToEnd(standing.caller());
    } catch (RefusedException refused) {
      return refused.refusal().isPassing() ? null : refused.refusal().message();
    } catch (DataAccessException away) {
      LOG.debug("The caller of a stream can't be checked: {}", away.getMessage());
      return null;
    }
  }

  private @Nullable String reasonToEnd(Caller caller) {
    return caller.may(Scope.EVENT_READ) && reader.filter().holdsFor(caller)
        ? null
        : "The scopes of this application were narrowed: connect again.";
  }
}
