package com.unifiedbx.ami;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;

/// Actions waiting to be written to one session: bounded, and refusing rather than blocking.
final class Outbox {

  private record Outgoing(String packet, Exchange<?> exchange, boolean urgent) {}

  private final LinkedBlockingDeque<Outgoing> queue = new LinkedBlockingDeque<>();
  private final Semaphore room;
  private final Meters meters;

  Outbox(int capacity, Meters meters) {
    this.room = new Semaphore(capacity);
    this.meters = meters;
  }

  /// False if the queue is full.
  boolean offer(String packet, Exchange<?> exchange) {
    return room.tryAcquire() && queue.offerLast(new Outgoing(packet, exchange, false));
  }

  /// Goes first and always fits. For the ping, of which there is one at a time: it must get through
  /// to a busy Asterisk, and a full queue must not hide a dead one.
  void offerUrgently(String packet, Exchange<?> exchange) {
    queue.addFirst(new Outgoing(packet, exchange, true));
  }

  int size() {
    return queue.size();
  }

  /// Writes for as long as the thread is left in peace; what is waiting goes out in one piece.
  void writeTo(OutputStream raw) throws IOException, InterruptedException {
    var out = new BufferedOutputStream(raw, 16 * 1024);
    while (true) {
      var next = queue.takeFirst();
      while (next != null) {
        write(next, out);
        next = queue.pollFirst();
      }
      out.flush();
    }
  }

  private void write(Outgoing next, OutputStream out) throws IOException {
    if (!next.urgent) {
      room.release();
    }
    if (next.exchange.claimForWriting()) {
      out.write(next.packet.getBytes(UTF_8));
      meters.sent();
    }
  }
}
