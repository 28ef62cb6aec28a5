package com.unifiedbx.pbx.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionTests {

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final byte[] REQUEST = "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII);

  private Socket peer = new Socket();

  @AfterEach
  void hangUp() throws IOException {
    peer.close();
  }

  /// A connection to a peer that has said all this already.
  private Connection hearing(String answers) throws IOException {
    try (var server = new ServerSocket(0, 1, LOOPBACK)) {
      var client = new Socket(LOOPBACK, server.getLocalPort());
      peer = server.accept();
      peer.getOutputStream().write(answers.getBytes(US_ASCII));
      peer.shutdownOutput();
      return new Connection(client);
    }
  }

  @Test
  void answerOfKnownLengthIsReadWhole() throws IOException {
    try (var connection = hearing("HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\nhello")) {
      assertThat(connection.ask(REQUEST)).isEqualTo("hello");
      assertThat(connection.bodySize()).isEqualTo(5);
    }
  }

  @Test
  void chunksAreJoined() throws IOException {
    var answer =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
    try (var connection = hearing(answer)) {
      assertThat(connection.ask(REQUEST)).isEqualTo("hello");
    }
  }

  @Test
  void refusalIsAFailureThatSaysWhy() throws IOException {
    try (var connection = hearing("HTTP/1.1 403 \r\nContent-Length: 4\r\n\r\nnope")) {
      assertThatThrownBy(() -> connection.ask(REQUEST)).hasMessage("The server answered 403: nope");
    }
  }

  @Test
  void lostConnectionIsSaid() throws IOException {
    try (var connection = hearing("HTTP/1.1 200 OK\r\n")) {
      assertThatThrownBy(() -> connection.send(REQUEST))
          .hasMessage("The server closed the connection.");
    }
  }

  @Test
  void linesOfAStreamAreReadAcrossChunks() throws IOException {
    var head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    var answer = head + chunk("id: 1") + chunk("\ndata:") + chunk(" x\n\n");
    try (var connection = hearing(answer)) {
      connection.open(REQUEST);
      assertThat(connection.bodyLine()).isEqualTo("id: 1");
      assertThat(connection.bodyLine()).isEqualTo("data: x");
      assertThat(connection.bodyLine()).isEmpty();
      assertThatThrownBy(connection::bodyLine).hasMessage("The server closed the connection.");
    }
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }
}
