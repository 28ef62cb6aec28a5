package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.applications.Allowlist;
import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.applications.CreatedApplication;
import com.unifiedbx.pbx.applications.NewApplication;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An application of its own and the requests that it sends to the token endpoints of a server.
record TestClient(TestServer server, CreatedApplication app) {

  static final JsonMapper JSON = JsonMapper.builder().build();

  /// Any loopback address may call.
  static TestClient with(String... scopes) {
    return on(TestServer.shared(), "127.0.0.0/8", Terms.DEFAULT, scopes);
  }

  static TestClient on(TestServer server, String allow, Terms terms, String... scopes) {
    var made =
        new NewApplication(
            "test " + UUID.randomUUID(),
            "",
            List.of(scopes),
            Allowlist.parse(List.of(allow)),
            null,
            NewApplication.TOKEN_LIFETIME,
            terms);
    return new TestClient(server, server.bean(Applications.class).create(made));
  }

  String id() {
    return app.application().id();
  }

  String secret() {
    return app.secret().value();
  }

  String credentials() {
    return "client_id=" + id() + "&client_secret=" + secret();
  }

  HttpResponse<String> token() {
    return form("/token", "grant_type=client_credentials");
  }

  /// The value of a fresh token.
  String accessToken() {
    return json(token()).get("access_token").asString();
  }

  /// Sends the form with the credentials in it.
  HttpResponse<String> form(String path, String form) {
    return server.send(post(server, path, form + "&" + credentials()));
  }

  /// A call with that token to a path that does not exist: 404 when the token is good.
  HttpResponse<String> call(String token) {
    return server.send(server.request("/nothing-here").header("Authorization", "Bearer " + token));
  }

  static HttpRequest.Builder post(TestServer server, String path, String form) {
    return server
        .request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  static @Nullable String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse(null);
  }
}
