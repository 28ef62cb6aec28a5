package com.unifiedbx.pbx.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/// The rest of a body that was answered without being read, as a refusal is.
///
/// Over HTTP/1.1 the container reads it and goes on. Over HTTP/2 it gives up the stream, and the
/// connection after a few, while the client may still be sending (RFC 9113 section 8.1): the answer
/// is lost then, and with it those of other requests.
final class UnreadBody {

  /// As much as the container reads over HTTP/1.1; who sends more is cut off.
  private static final int MOST = 2 << 20;

  private UnreadBody() {}

  /// Reads it and drops it. To be called before the answer is ended: closing its stream, as JSON
  /// writers like to, ends it.
  static void drain(HttpServletRequest request) {
    if (!request.getProtocol().equals("HTTP/2.0") || request.getContentLengthLong() == 0) {
      return;
    }
    try {
      request.getInputStream().skipNBytes(MOST);
    } catch (IllegalStateException | IOException end) {
      // Read to its end by then, by a reader or here, or the client has gone.
    }
  }
}
