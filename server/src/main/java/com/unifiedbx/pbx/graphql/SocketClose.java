package com.unifiedbx.pbx.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.web.socket.CloseStatus;

/// Why a WebSocket is closed, by the numbers of the protocol `graphql-transport-ws`.
enum SocketClose {
  INVALID_MESSAGE(4400),
  /// Also: the token is missing, unknown, expired or revoked.
  UNAUTHORIZED(4401),
  FORBIDDEN(4403),
  WRONG_PROTOCOL(4406),
  INIT_TIMEOUT(4408),
  ID_TAKEN(4409),
  TOO_MANY(4429);

  /// The standard's limit for a reason, in bytes.
  private static final int LONGEST = 123;

  private final int code;

  SocketClose(int code) {
    this.code = code;
  }

  CloseStatus because(String reason) {
    var text = reason;
    while (text.getBytes(UTF_8).length > LONGEST) {
      text = text.substring(0, text.length() - 1);
    }
    return new CloseStatus(code, text);
  }
}
