package com.unifiedbx.pbx.rest;

import com.unifiedbx.pbx.kernel.Refusal;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A request of which no more is read than a body of its kind may have, and no more than the memory
/// has room for beside the bodies of the other requests of this moment.
///
/// A body becomes a tree of some twenty times its size, so a few large ones at once, or one that
/// does not end, would take all the memory there is. Whoever reads too far gets a
/// [RefusedException]: `too_large`, or `overloaded` when only the moment is bad. Sounds are not
/// held in memory and have limits of their own.
final class LimitedBody extends HttpServletRequestWrapper {

  /// A thousand extensions, the most that one request may make, are half of it.
  static final int LARGEST = 1 << 20;

  /// Ten thousand lines of extensions.
  static final int LARGEST_CSV = 4 << 20;

  private static final int TOGETHER = 6 << 20;

  /// Below this nothing is counted: thousands of calls may be asked for at once.
  private static final int SMALL = 16 << 10;

  private final int most;
  private final AtomicLong inHand;
  private @Nullable Counted stream;
  private long read;
  private long held;

  private LimitedBody(HttpServletRequest request, int most, AtomicLong inHand) {
    super(request);
    this.most = most;
    this.inHand = inHand;
  }

  /// The request as it is when it has no body to be held.
  ///
  /// @param inHand how many bytes of large bodies the server holds now
  static HttpServletRequest of(HttpServletRequest request, AtomicLong inHand) {
    var type = request.getContentType();
    if (request.getContentLengthLong() == 0 || (type != null && type.startsWith("audio/"))) {
      return request;
    }
    return new LimitedBody(
        request, type != null && type.startsWith("text/csv") ? LARGEST_CSV : LARGEST, inHand);
  }

  /// The request is answered: its body takes no memory any more.
  static void release(HttpServletRequest request) {
    if (request instanceof LimitedBody body) {
      body.inHand.addAndGet(-body.held);
      body.held = 0;
    }
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (stream == null) {
      demand(getContentLengthLong());
      stream = new Counted(super.getInputStream());
    }
    return stream;
  }

  private void demand(long length) {
    if (length > most) {
      throw Refusal.of(
              Refusal.Kind.BAD_VALUE,
              "too_large",
              "A body of this kind has at most " + (most >> 20) + " MiB.")
          .asException();
    }
  }

  private void count(int bytes) {
    if (bytes <= 0) {
      return;
    }
    read += bytes;
    demand(read);
    if (read > SMALL) {
      var more = read - held;
      held = read;
      if (inHand.addAndGet(more) > TOGETHER) {
        throw Refusal.unavailable(
                "overloaded",
                "Too many large requests at this moment; try again shortly.",
                Duration.ofSeconds(2))
            .asException();
      }
    }
  }

  private final class Counted extends ServletInputStream {

    private final ServletInputStream in;

    Counted(ServletInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      var next = in.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var count = in.read(buffer, offset, length);
      count(count);
      return count;
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
