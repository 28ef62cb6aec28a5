package com.unifiedbx.pbx.bench;

import com.unifiedbx.pbx.bench.exchange.CallTraffic;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/// A reader of `GET /events` that looks at everything it gets, on a thread of its own.
final class StreamReader implements AutoCloseable {

  private static final String DATA = "data: ";
  private static final String TYPE = "event: ";
  private static final String ID = "id: ";

  /// The data of an event of a call begins with the call's id.
  private static final String CALL = "\"data\":{\"id\":\"";

  /// An event that came.
  ///
  /// @param sentAt when its cause was told, in nanoseconds of this JVM
  private record Arrival(long sentAt, double millis) {}

  private final Connection connection;
  private final CallTraffic traffic;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final Thread thread;
  private long bytes;

  private StreamReader(Connection connection, CallTraffic traffic) {
    this.connection = connection;
    this.traffic = traffic;
    this.thread = Thread.ofVirtual().name("stream-reader").unstarted(this::read);
  }

  static StreamReader open(Target target, byte[] request, CallTraffic traffic) throws IOException {
    var reader = new StreamReader(target.connect(), traffic);
    reader.connection.open(request);
    reader.thread.start();
    return reader;
  }

  private void read() {
    try {
      var type = "";
      var id = "";
      while (true) {
        var line = connection.bodyLine();
        synchronized (this) {
          bytes += line.length() + 1;
          if (line.startsWith(TYPE)) {
            type = line.substring(TYPE.length());
          } else if (line.startsWith(ID)) {
            id = line.substring(ID.length());
          } else if (line.startsWith(DATA)) {
            came(id, type, line, System.nanoTime());
          }
        }
      }
    } catch (EOFException | SocketException closed) {
      return; // That this is not the end of the measurement shows in what is missing.
    } catch (IOException e) {
      throw new BenchException("A stream can't be read: " + e.getMessage(), e);
    }
  }

  /// Calls of an earlier traffic, too, may have something to tell yet; that is not looked at.
  private void came(String id, String type, String line, long now) {
    var from = line.indexOf(CALL) + CALL.length();
    var sentAt = traffic.sentAt(line.substring(from, line.indexOf('"', from)), type);
    if (sentAt != null) {
      arrivals.add(new Arrival(sentAt, (now - sentAt) / 1e6));
      ids.add(id);
    }
  }

  /// The times from the exchange to this reader, of what was told since then.
  synchronized List<Double> millisSince(long nanos) {
    return arrivals.stream()
        .filter(arrival -> arrival.sentAt() - nanos >= 0)
        .map(Arrival::millis)
        .toList();
  }

  /// The ids of all events of this traffic that came, in order.
  synchronized List<String> ids() {
    return List.copyOf(ids);
  }

  /// How much came so far.
  synchronized long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
