package com.unifiedbx.pbx;

import com.unifiedbx.pbx.kernel.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/// The server as it ships, on a real PostgreSQL, without Asterisk and without TLS: one for all wire
/// tests of this JVM.
public final class TestServer implements AutoCloseable {

  private static final class Holder {
    static final TestServer ONLY = new TestServer();
  }

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final TestDatabase database;

  private TestServer() {
    // Tests share one address, and are faster than people.
    this(
        TestDatabase.fresh(),
        Map.of(
            "pbx.oauth.tokens.per-second", 10_000,
            "pbx.oauth.tokens.burst", 10_000,
            "pbx.oauth.strangers.per-second", 10_000,
            "pbx.oauth.strangers.burst", 10_000));
  }

  private TestServer(TestDatabase database, Map<String, Object> more) {
    this.database = database;
    var properties = properties(database);
    properties.putAll(more);
    context = TestProgram.application().properties(properties).run();
    var scheme = properties.containsKey("server.ssl.bundle") ? "https" : "http";
    base = scheme + "://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  public static TestServer shared() {
    return Holder.ONLY;
  }

  /// Another node on the database of the shared one, with the limits as they ship unless said
  /// otherwise. Costs seconds: at most one per test class, and close it.
  public static TestServer anotherNode(Map<String, Object> more) {
    return new TestServer(shared().database, more);
  }

  /// A node on a database of its own, which need not let it start.
  static TestServer on(TestDatabase database) {
    return new TestServer(database, Map.of());
  }

  @Override
  public void close() {
    context.close();
  }

  /// The port it listens on.
  public int port() {
    return URI.create(base).getPort();
  }

  private static Map<String, Object> properties(TestDatabase database) {
    var properties = new HashMap<String, Object>();
    properties.put("spring.datasource.url", database.url());
    properties.put("spring.datasource.username", database.user());
    properties.put("spring.datasource.password", database.password());
    properties.put("server.address", "127.0.0.1");
    properties.put("server.port", 0);
    properties.put("pbx.asterisk.host", "127.0.0.1");
    properties.put("pbx.asterisk.port", 1);
    properties.put("pbx.asterisk.user", "nobody");
    properties.put("pbx.asterisk.secret", "nothing");
    properties.put("pbx.asterisk.database-role", database.asteriskRole());
    properties.put("pbx.applications.pepper", "a pepper for tests");
    properties.put("pbx.audit.key", "a key of the chain for tests");
    properties.put("pbx.cdr.exports.directory", directory().resolve("exports").toString());
    properties.put("pbx.cdr.exports.key", Secret.random().value());
    properties.put("pbx.events.heartbeat", "1s");
    properties.put("pbx.cdr.journal", directory().resolve("journal.csv").toString());
    return properties;
  }

  /// Of its own, for the import keeps a lock beside its journal and watches all that happens there.
  private static Path directory() {
    try {
      return Files.createTempDirectory("test-server");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestDatabase database() {
    return database;
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /// As a room of the server would.
  public void publish(Object event) {
    context.publishEvent(event);
  }

  /// A request to a path below `/admin/api/api`; add method, headers and body as needed.
  public HttpRequest.Builder request(String path) {
    return requestAtRoot("/admin/api/api" + path);
  }

  public HttpRequest.Builder requestAtRoot(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  /// The answer as it comes in, for streams.
  public HttpResponse<InputStream> open(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    return send(http, request);
  }

  /// Sends it from that local address, `127.0.0.2` for example.
  public HttpResponse<String> sendFrom(String address, HttpRequest.Builder request) {
    try (var client =
        HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(address)).build()) {
      return send(client, request);
    }
  }

  /// Sends it as that client does, which may trust certificates of its own.
  public HttpResponse<String> send(HttpClient http, HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
