package com.unifiedbx.pbx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of `GET /events` that reads as the standard says, line by line.
public final class TestStream implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// A dispatched event.
  public record Received(@Nullable String id, String type, String data) {

    public JsonNode json() {
      return JSON.readTree(data);
    }

    public String mark() {
      return json().at("/data/mark").asString();
    }
  }

  private final BufferedReader lines;
  private final List<String> comments = new ArrayList<>();

  private TestStream(InputStream body) {
    lines = new BufferedReader(new InputStreamReader(body, UTF_8));
  }

  public static TestStream of(HttpResponse<InputStream> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return new TestStream(answer.body());
  }

  /// One whose machine has no room for what it does not read at once.
  public static TestStream openNarrow(TestCaller caller, String query) {
    try {
      var socket = new Socket();
      socket.setReceiveBufferSize(65_536);
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), TestServer.shared().port()));
      // By HTTP 1.0 the answer ends with the connection and is not cut into chunks.
      var request =
          "GET /admin/api/api/events%s HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n";
      socket.getOutputStream().write(request.formatted(query, caller.token()).getBytes(UTF_8));
      var stream = new TestStream(socket.getInputStream());
      assertThat(stream.lines.readLine()).contains(" 200 ");
      stream.awaitComment("connected");
      return stream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static TestStream open(TestCaller caller, String query) {
    return open(TestServer.shared(), caller.request("/events" + query));
  }

  public static TestStream open(TestServer server, HttpRequest.Builder request) {
    return of(server.open(request));
  }

  /// The next event; fails when the stream ends before it.
  public Received next() {
    var next = nextOrEnd();
    assertThat(next).describedAs("stream ended: %s", comments).isNotNull();
    return Objects.requireNonNull(next);
  }

  public List<Received> next(int count) {
    var all = new ArrayList<Received>();
    while (all.size() < count) {
      all.add(next());
    }
    return all;
  }

  /// The next event, or null at the end of the stream or of its connection.
  public @Nullable Received nextOrEnd() {
    String id = null;
    var type = "message";
    var data = new StringBuilder();
    try {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty() && !data.isEmpty()) {
          return new Received(id, type, data.toString());
        } else if (line.startsWith(": ")) {
          comments.add(line.substring(2));
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(line, 6, line.length());
        }
      }
      return null;
    } catch (IOException lost) {
      return null;
    }
  }

  /// Reads to the end, which has to be one that the server meant: no cut connection, no reset.
  public void awaitCleanEnd() {
    try {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(": ")) {
          comments.add(line.substring(2));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for a comment.
  public void awaitComment(String text) {
    try {
      while (!comments.contains(text)) {
        var line = lines.readLine();
        assertThat(line).isNotNull();
        if (line.startsWith(": ")) {
          comments.add(line.substring(2));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> comments() {
    return comments;
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
