package com.unifiedbx.pbx.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.tls.Certificates;
import com.unifiedbx.pbx.instance.tls.PemPair;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The HTTPS port as it ships.
class HttpsTests {

  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  private final TestPbx pbx = TestPbx.shared();
  private final int port = URI.create(pbx.address()).getPort();

  @Test
  void plainHttpIsToldToUseHttps() throws IOException {
    try (var socket = new Socket(HERE, port)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET /admin/api/api/health HTTP/1.1\r\nHost: x\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("https://").doesNotContain("status");
    }
  }

  @Test
  void oldProtocolsAndCiphersAreRefused() throws IOException {
    for (var protocol : List.of("TLSv1.2", "TLSv1.3")) {
      try (var socket = socket()) {
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        assertThat(socket.getSession().getCipherSuite()).containsAnyOf("GCM", "POLY1305");
      }
    }
    try (var socket = socket()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
      assertThatExceptionOfType(SSLException.class).isThrownBy(socket::startHandshake);
    }
  }

  @Test
  void browsersAreToldToComeByHttpsOnly() {
    var answer = PbxUser.shared().api().get("/health");
    assertThat(answer.headers().firstValue("Strict-Transport-Security"))
        .hasValueSatisfying(value -> assertThat(value).startsWith("max-age=31536000"));
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
  }

  /// Over HTTP/2 a body that nobody reads makes the container give up the stream, and after a few
  /// of them the connection, with every other request that is on its way.
  @Test
  void refusalOfALargeBodyArrives() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(pbx.address() + "/admin/api/api/extensions"))
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString("x".repeat(400_000)))
            .build();
    var client =
        HttpClient.newBuilder()
            .sslContext(AnyCertificate.CONTEXT)
            .localAddress(InetAddress.ofLiteral("127.44.0.9")) // Strangers are counted by address.
            .build();
    try {
      for (var round = 0; round < 8; round++) {
        var answers =
            Stream.generate(() -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .limit(5)
                .toList();
        for (var answer : answers) {
          assertThat(answer.get().statusCode()).isEqualTo(401);
          assertThat(answer.get().body()).contains("missing_token");
          assertThat(answer.get().version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
      }
    } finally {
      client.shutdownNow(); // Closing would wait for requests that never end.
    }
  }

  @Test
  void certificateThatIsReplacedIsUsedWithoutARestart(@TempDir Path temp) throws IOException {
    var live = new PemPair(pbx.data().resolve("tls/cert.pem"), pbx.data().resolve("tls/key.pem"));
    var old = List.of(Files.readString(live.key()), Files.readString(live.certificate()));
    var before = served();
    var fresh =
        new Certificates(DataDirectory.open(temp), Clock.systemUTC()).selfSigned("127.0.0.1");
    try {
      Files.copy(fresh.key(), live.key(), StandardCopyOption.REPLACE_EXISTING);
      // Longer than the watcher waits for the other file of the pair.
      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(served()).isEqualTo(before));
      Files.copy(fresh.certificate(), live.certificate(), StandardCopyOption.REPLACE_EXISTING);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(served()).isEqualTo(fresh.check().getFirst()));
    } finally {
      Files.writeString(live.key(), old.getFirst());
      Files.writeString(live.certificate(), old.getLast());
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(served()).isEqualTo(before));
  }

  private X509Certificate served() throws IOException {
    try (var socket = socket()) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private SSLSocket socket() throws IOException {
    return (SSLSocket) AnyCertificate.CONTEXT.getSocketFactory().createSocket(HERE, port);
  }

  /// What is served is the question here, not whom to trust.
  private static final class AnyCertificate extends X509ExtendedTrustManager {

    static final SSLContext CONTEXT = context();

    private static SSLContext context() {
      try {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        return context;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
