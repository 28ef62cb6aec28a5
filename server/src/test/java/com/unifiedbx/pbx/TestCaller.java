package com.unifiedbx.pbx;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.applications.Allowlist;
import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.applications.NewApplication;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An integration of its own with a token, calling the shared server over HTTP.
public final class TestCaller {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestServer server;
  private final String applicationId;
  private final String basic;
  private final String token;

  private TestCaller(TestServer server, String applicationId, String basic, String token) {
    this.server = server;
    this.applicationId = applicationId;
    this.basic = basic;
    this.token = token;
  }

  /// A caller whose token has these scopes and no other. It may send as fast as tests do.
  public static TestCaller with(String... scopes) {
    return on(new Terms(false, Fence.NONE, null), scopes);
  }

  /// A caller on terms of its own.
  public static TestCaller on(Terms terms, String... scopes) {
    var server = TestServer.shared();
    var made =
        server
            .bean(Applications.class)
            .create(
                new NewApplication(
                    "caller " + UUID.randomUUID(),
                    "",
                    List.of(scopes),
                    Allowlist.parse(List.of("127.0.0.1")),
                    null,
                    NewApplication.TOKEN_LIFETIME,
                    terms));
    var form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(made.application().id(), made.secret().value());
    var answer =
        server.send(
            server
                .request("/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    var token = JSON.readTree(answer.body()).get("access_token").asString();
    var credentials = made.application().id() + ":" + made.secret().value();
    var basic = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    return new TestCaller(server, made.application().id(), basic, token);
  }

  public String token() {
    return token;
  }

  public HttpResponse<String> get(String path) {
    return server.send(server.request(path).header("Authorization", "Bearer " + token));
  }

  /// A request with this caller's token, for what the other methods don't do.
  public HttpRequest.Builder request(String path) {
    return server.request(path).header("Authorization", "Bearer " + token);
  }

  /// The same integration, calling another server on the same database.
  public TestCaller at(TestServer other) {
    return new TestCaller(other, applicationId, basic, token);
  }

  /// Has the token expire in a moment, by the clock and without anybody being told.
  public void letTokenExpire() {
    server
        .bean(JdbcClient.class)
        .sql(
            """
            update pbx.access_token set expires_at = now() + interval '1 second', revoked_at = null
            where application_id = ?
            """)
        .param(applicationId)
        .update();
  }

  public String applicationId() {
    return applicationId;
  }

  /// The application's own credentials, as an `Authorization` header.
  public String basic() {
    return basic;
  }

  /// Posts the text as `curl -d` does: declared a form.
  public HttpResponse<String> post(String path, String body) {
    return server.send(
        server
            .request(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  /// Any method; the headers are names and values in turn.
  public HttpResponse<String> send(String method, String path, String body, String... headers) {
    var request =
        server
            .request(path)
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body));
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  /// A subscription by server-sent events, of which only an end is awaited: a refusal.
  public HttpResponse<String> stream(String document) {
    return server.send(
        server
            .request("/gql")
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", document)))));
  }

  /// Sends that verb, with the body as JSON unless it is empty.
  public HttpResponse<String> send(String verb, String path, String body) {
    return server.send(
        server
            .request(path)
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> delete(String path) {
    return server.send(server.request(path).header("Authorization", "Bearer " + token).DELETE());
  }

  public HttpResponse<String> gql(String query) {
    return post("/gql", JSON.writeValueAsString(Map.of("query", query)));
  }

  public static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }
}
