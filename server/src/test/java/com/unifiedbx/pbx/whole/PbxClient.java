package com.unifiedbx.pbx.whole;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.PbxApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An integration as its owner would set it up: an application made on the command line, a token
/// for it, HTTPS with the instance's certificate as the only one trusted.
final class PbxClient {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http;
  private final String base;
  private final String token;

  private PbxClient(TestPbx pbx, List<String> scopes) {
    base = pbx.address() + "/admin/api/api";
    http = HttpClient.newBuilder().sslContext(trusting(pbx.data().resolve("tls/cert.pem"))).build();
    token = token(application(pbx, scopes));
  }

  private PbxClient(TestPbx pbx, JsonNode application) {
    base = pbx.address() + "/admin/api/api";
    http = HttpClient.newBuilder().sslContext(trusting(pbx.data().resolve("tls/cert.pem"))).build();
    token = token(application);
  }

  /// As an application that is there already.
  ///
  /// @param application what `app create --json` printed
  static PbxClient of(TestPbx pbx, JsonNode application) {
    return new PbxClient(pbx, application);
  }

  String token() {
    return token;
  }

  static PbxClient with(TestPbx pbx, String... scopes) {
    return new PbxClient(pbx, List.of(scopes));
  }

  private static SSLContext trusting(Path certificate) {
    try (InputStream in = Files.newInputStream(certificate)) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "pbx", CertificateFactory.getInstance("X.509").generateCertificate(in));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode application(TestPbx pbx, List<String> scopes) {
    var path = System.getProperty("surefire.test.class.path", "");
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            path.isEmpty() ? System.getProperty("java.class.path") : path,
            PbxApi.class.getName(),
            "app",
            "create",
            "--json",
            "--data=" + pbx.data(),
            "--name=suite " + UUID.randomUUID(),
            "--scope=" + String.join(",", scopes),
            "--allow-ip=127.0.0.1");
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      var out = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(Duration.ofMinutes(1))).isTrue();
      assertThat(process.exitValue()).describedAs(out).isZero();
      return JSON.readTree(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String token(JsonNode application) {
    var form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(
                application.get("clientId").asString(), application.get("clientSecret").asString());
    var answer =
        send(
            HttpRequest.newBuilder(URI.create(base + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    return json(answer).get("access_token").asString();
  }

  /// The answer as it comes in, for streams; the headers are names and values in turn.
  HttpResponse<InputStream> open(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + token);
    try {
      return http.send(
          (headers.length == 0 ? request : request.headers(headers)).build(),
          BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /// Posts JSON as `curl -d` does: declared a form.
  HttpResponse<String> post(String path, Map<String, ?> body, String... headers) {
    var request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<String> patch(String path, Map<String, ?> body) {
    var json = BodyPublishers.ofString(JSON.writeValueAsString(body));
    return send(request(path).method("PATCH", json));
  }

  HttpResponse<String> put(String path, byte[] body) {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .PUT(BodyPublishers.ofByteArray(body)));
  }

  /// Fetches what is no text; the body is read as it comes.
  HttpResponse<InputStream> stream(String path, String... headers) {
    var request = request(path).GET();
    return send(
        headers.length == 0 ? request : request.headers(headers), BodyHandlers.ofInputStream());
  }

  /// Posts a form without a token, as to the token endpoint.
  HttpResponse<String> form(String path, String form) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  /// Gets with whatever stands in `Authorization`.
  HttpResponse<String> as(String authorization, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", authorization));
  }

  HttpResponse<String> delete(String path) {
    return send(request(path).DELETE());
  }

  JsonNode gql(String document, Map<String, ?> variables) {
    var answer = json(post("/gql", Map.of("query", document, "variables", variables)));
    assertThat(answer.has("errors")).describedAs(answer.toString()).isFalse();
    return answer.get("data");
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
    try {
      return http.send(request.build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
