package com.unifiedbx.pbx.rest;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Requests that nobody should send: every one is answered by a problem.
class OddRequestTests {

  private final TestServer server = TestServer.shared();

  @ParameterizedTest
  @CsvSource({
    "extension:read, /extensions?limt=5, limt",
    "call:read, /calls?limit=5&state=live, state",
    "call:read, /calls/c-1?verbose=1, verbose",
    "cdr:read, /cdr?source=1001, source",
    "system:read, /health?deep=1, deep",
  })
  void anUnknownQueryParameterIsNamed(String scope, String path, String field) {
    var answer = TestCaller.with(scope).get(path);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).get("field").asString()).isEqualTo(field);
  }

  @Test
  void anOddNameIsNotRepeated() {
    var answer = TestCaller.with("call:read").get("/calls?%3Cb%3E=1");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).doesNotContain("<b>");
  }

  @Test
  void knownQueryParametersPass() {
    assertThat(TestCaller.with("call:read").get("/calls?limit=5&status=ringing").statusCode())
        .isEqualTo(200);
    assertThat(TestCaller.with("extension:read").get("/extensions?limit=5").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /admin/api/api/calls?x=%zz HTTP/1.1",
        "GET /admin/api/api/../../../etc/passwd HTTP/1.1",
        "GET /admin/api/api/calls/%2e%2e%2f HTTP/1.1",
        "GET /admin/api/api//calls HTTP/1.1",
        "GET /admin/api/api/calls;a=b HTTP/1.1",
        "TRACE /admin/api/api/calls HTTP/1.1",
        "BREW /admin/api/api/calls HTTP/1.1",
        "PUT /admin/api/api/calls HTTP/1.1",
        "GET /admin/api/api/calls/%00 HTTP/1.1",
        "GET /nowhere HTTP/1.1",
      })
  void whatTheContainerRefusesIsAProblemToo(String line) throws IOException {
    var token = TestCaller.with("call:read").token();
    var answer = raw(line + "\r\nHost: x\r\nAuthorization: Bearer " + token);
    assertThat(answer).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
    assertThat(answer).contains("X-Request-Id: ").contains("application/problem+json");
    var body = JsonMapper.shared().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    assertThat(body.get("error").asString()).isNotEmpty();
    assertThat(body.get("message").asString()).endsWith(".");
  }

  /// The HTTP client of Java sends none of these.
  private String raw(String head) throws IOException {
    var uri = URI.create(server.requestAtRoot("/").GET().build().uri().toString());
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      var text = head + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return unchunked(socket.getInputStream());
    }
  }

  private static String unchunked(InputStream in) throws IOException {
    var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    return text.replaceAll("(?m)^[0-9a-f]+\r\n", "");
  }
}
