package com.unifiedbx.pbx.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// One HTTP/1.1 connection that is kept: requests go out as bytes made beforehand, answers are read
/// into one buffer, so that a load costs its generator as little as possible. For one thread.
final class Connection implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private byte[] buffer = new byte[16 * 1024];
  private int from;
  private int to;
  private int bodySize;
  private int chunkLeft;

  Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /// Sends a request and reads its answer whole; returns the HTTP status.
  int send(byte[] request) throws IOException {
    var status = begin(request);
    var length = 0;
    var chunked = false;
    for (var header = line(); !header.isEmpty(); header = line()) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
    }
    if (chunked) {
      chunks();
    } else {
      body(length);
    }
    return status;
  }

  private int begin(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    from = 0;
    to = 0;
    bodySize = 0;
    return Integer.parseInt(line().split(" ", 3)[1]);
  }

  /// Sends a request that is answered by a stream, and reads the head of the answer; what follows
  /// is read with [#bodyLine].
  void open(byte[] request) throws IOException {
    var status = begin(request);
    if (status != 200) {
      throw new IOException("The server answered " + status + ".");
    }
    while (!line().isEmpty()) {
      // Nothing of the head is of interest.
    }
    chunkLeft = 0;
  }

  /// The next line of a stream, without its end.
  String bodyLine() throws IOException {
    var text = new StringBuilder();
    while (true) {
      if (chunkLeft == 0) {
        chunkLeft = chunkSize();
      }
      compact();
      require(1);
      var until = Math.min(to, from + chunkLeft);
      var end = from;
      while (end < until && buffer[end] != '\n') {
        end++;
      }
      text.append(new String(buffer, from, end - from, StandardCharsets.UTF_8));
      var found = end < until;
      take(end - from + (found ? 1 : 0));
      if (found) {
        return text.toString();
      }
    }
  }

  private void take(int count) throws IOException {
    from += count;
    chunkLeft -= count;
    if (chunkLeft == 0) {
      line();
    }
  }

  /// Makes room at the end of the buffer, of which a stream needs ever more.
  private void compact() {
    if (from == to) {
      from = 0;
      to = 0;
    } else if (from > buffer.length / 2) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
  }

  /// How many bytes the last answer's body had.
  int bodySize() {
    return bodySize;
  }

  /// Sends a request of which only the body of the answer matters.
  ///
  /// @throws IOException also when the status is not 2xx: then something here is wrong
  String ask(byte[] request) throws IOException {
    var status = send(request);
    if (status / 100 != 2) {
      throw new IOException("The server answered " + status + ": " + body());
    }
    return body();
  }

  /// The body of the last answer.
  String body() {
    return new String(buffer, from - bodySize, bodySize, StandardCharsets.UTF_8);
  }

  private void chunks() throws IOException {
    // Chunk bodies are moved together, so that the whole body ends where reading goes on.
    var start = from;
    for (var size = chunkSize(); size > 0; size = chunkSize()) {
      require(size + 2);
      System.arraycopy(buffer, from, buffer, start + bodySize, size);
      from += size + 2;
      bodySize += size;
    }
    line();
    from = start + bodySize;
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
  }

  private void body(int length) throws IOException {
    require(length);
    from += length;
    bodySize = length;
  }

  private String line() throws IOException {
    for (var end = from; ; end++) {
      require(end - from + 1);
      if (buffer[end] == '\n') {
        var line = new String(buffer, from, end - from, StandardCharsets.ISO_8859_1).strip();
        from = end + 1;
        return line;
      }
    }
  }

  /// Makes `count` bytes available from the current place on.
  private void require(int count) throws IOException {
    if (from + count > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, from + count));
    }
    while (to - from < count) {
      var read = in.read(buffer, to, buffer.length - to);
      if (read < 0) {
        throw new EOFException("The server closed the connection.");
      }
      to += read;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
