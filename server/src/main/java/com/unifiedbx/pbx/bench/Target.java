package com.unifiedbx.pbx.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The API of a scratch instance over HTTPS, as shipped, and requests to it.
final class Target {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String HOST = "127.0.0.1";
  private static final InetAddress ADDRESS = InetAddress.ofLiteral(HOST);
  private static final String FORM = "application/x-www-form-urlencoded";

  private final int port;
  private final SSLContext tls;

  private Target(int port, SSLContext tls) {
    this.port = port;
    this.tls = tls;
  }

  /// The API of this instance, which trusts exactly the instance's own certificate.
  static Target of(Scratch scratch) {
    try (var pem = Files.newInputStream(scratch.certificate())) {
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem);
      var known = KeyStore.getInstance(KeyStore.getDefaultType());
      known.load(null, null);
      known.setCertificateEntry("api", certificate);
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(known);
      var tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      return new Target(scratch.httpsPort(), tls);
    } catch (IOException | GeneralSecurityException e) {
      throw new BenchException("The API's certificate can't be used: " + e.getMessage(), e);
    }
  }

  SSLContext tls() {
    return tls;
  }

  String base() {
    return "https://" + HOST + ":" + port;
  }

  Connection connect() throws IOException {
    var plain = new Socket(ADDRESS, port);
    plain.setSoTimeout(60_000);
    return new Connection(secured(plain));
  }

  /// TLS over a connection to [#address].
  Socket secured(Socket plain) throws IOException {
    plain.setTcpNoDelay(true);
    return tls.getSocketFactory().createSocket(plain, HOST, port, true);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(ADDRESS, port);
  }

  /// A token for these credentials.
  String token(JsonNode application) throws IOException {
    var form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(
                application.get("clientId").asString(), application.get("clientSecret").asString());
    try (var connection = connect()) {
      var answer = connection.ask(post("/admin/api/api/token", "", form));
      return JSON.readTree(answer).get("access_token").asString();
    }
  }

  /// A GraphQL query as curl sends it.
  byte[] gql(String token, String query) {
    var body = JSON.createObjectNode().put("query", query).toString();
    return post("/admin/api/api/gql", token, body);
  }

  /// The same query again and again, each time a little different to look at, so that no kept
  /// answer fits and every answer must be worked out.
  Supplier<byte[]> gqlAnew(String token, String query) {
    var number = new AtomicInteger(100_000_000);
    return () -> {
      var body = JSON.createObjectNode().put("query", query);
      body.putObject("extensions").put("n", number.getAndIncrement());
      return post("/admin/api/api/gql", token, body.toString());
    };
  }

  /// A POST as `curl -d` sends it: declared a form.
  byte[] post(String path, String token, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var rest = "Content-Type: " + FORM + "\r\nContent-Length: " + bytes.length + "\r\n";
    return (head("POST", path, token) + rest + "\r\n" + body).getBytes(StandardCharsets.UTF_8);
  }

  byte[] get(String path, String token) {
    return (head("GET", path, token) + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  /// The same bytes but for the name of the header, which the server does not know: what this costs
  /// less than a request with the token is what the token costs.
  byte[] getUnchecked(String path, String token) {
    return new String(get(path, token), StandardCharsets.UTF_8)
        .replace("Authorization:", "X-Not-Checked:")
        .getBytes(StandardCharsets.UTF_8);
  }

  private String head(String method, String path, String token) {
    var authorization = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
    return "%s %s HTTP/1.1\r\nHost: %s:%d\r\nUser-Agent: bench\r\nAccept: */*\r\n%s"
        .formatted(method, path, HOST, port, authorization);
  }

  /// Whether the port answers at all.
  static boolean answers(int port, Path certificate) {
    if (!Files.exists(certificate)) {
      return false;
    }
    try (var _ = new Socket(ADDRESS, port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
