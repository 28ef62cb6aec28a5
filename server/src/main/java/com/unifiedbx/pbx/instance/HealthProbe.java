package com.unifiedbx.pbx.instance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Asks this machine's API how it is, over HTTPS, trusting exactly the certificate that the
/// instance serves with, whatever names are in it.
final class HealthProbe {

  private HealthProbe() {}

  /// @param status the HTTP status, 0 when there was no answer
  /// @param detail the body, or why there was no answer
  record Answer(int status, String detail) {
    boolean isHealthy() {
      return status == 200;
    }
  }

  static Answer ask(String host, int port, Path certificate) {
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), 3000);
      plain.setSoTimeout(10_000);
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Pinned(certificate)}, null);
      try (var socket = context.getSocketFactory().createSocket(plain, host, port, true)) {
        var request =
            "GET /admin/api/api/health HTTP/1.1\r\nHost: "
                + Addresses.beforePort(host)
                + ":"
                + port
                + "\r\nAccept: application/json\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return read(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException | GeneralSecurityException e) {
      return new Answer(0, String.valueOf(e.getMessage()));
    }
  }

  private static Answer read(String answer) {
    var parts = answer.split("\r\n\r\n", 2);
    var first = parts[0].split(" ", 3);
    if (first.length < 2 || !first[1].matches("\\d{3}")) {
      return new Answer(0, "no HTTP answer");
    }
    return new Answer(Integer.parseInt(first[1]), parts.length == 2 ? parts[1].strip() : "");
  }

  private static final class Pinned extends X509ExtendedTrustManager {

    private final X509Certificate expected;

    Pinned(Path certificate) {
      expected = new PemPair(certificate, certificate).certificates().getFirst();
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      if (!chain[0].equals(expected)) {
        throw new CertificateException("another server answers on that port");
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("not a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("not a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("not a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
