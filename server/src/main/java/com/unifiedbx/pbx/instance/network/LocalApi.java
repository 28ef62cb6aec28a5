package com.unifiedbx.pbx.instance.network;

import com.unifiedbx.pbx.instance.tls.PemPair;
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

/// This machine's API over HTTPS, trusting exactly the certificate that the instance serves with,
/// whatever names are in it.
///
/// @param certificate the PEM file
public record LocalApi(String host, int port, Path certificate) {

  private static final String PREFIX = "/admin/api/api";

  private static final String BEARER = "Authorization: Bearer ";
  private static final int WAIT_MILLIS = 10_000;

  /// For the longest import.
  private static final int LONG_WAIT_MILLIS = 60_000;

  /// @param body without a BOM, trailing blanks or chunks
  public record Answer(int status, String body) {}

  Answer get(String path) throws IOException {
    return send("GET " + PREFIX + path + " HTTP/1.0\r\nAccept: application/json\r\n", "");
  }

  /// With an access token.
  public Answer get(String path, String token) throws IOException {
    return send("GET " + PREFIX + path + " HTTP/1.0\r\n" + bearer(token), "");
  }

  /// Posts a form that is already encoded.
  public Answer post(String path, String form) throws IOException {
    return post(path, "", "application/x-www-form-urlencoded", form);
  }

  /// Posts a body of that type, with an access token or without one when it is empty.
  public Answer post(String path, String token, String type, String body) throws IOException {
    var length = body.getBytes(StandardCharsets.UTF_8).length;
    var head = "POST %s%s HTTP/1.0\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s";
    return send(head.formatted(PREFIX, path, type, length, bearer(token)), body);
  }

  private static String bearer(String token) {
    return token.isEmpty() ? "" : BEARER + token + "\r\n";
  }

  // HTTP/1.0, for then the answer ends with the connection and has no chunks.
  private Answer send(String head, String body) throws IOException {
    try (var plain = new Socket()) {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Pinned(certificate)}, null);
      plain.connect(new InetSocketAddress(host, port), 3000);
      plain.setSoTimeout(head.contains(BEARER) ? LONG_WAIT_MILLIS : WAIT_MILLIS);
      try (var socket = context.getSocketFactory().createSocket(plain, host, port, true)) {
        var request = head + "Host: " + Addresses.beforePort(host) + ":" + port + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return read(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Answer read(String answer) throws IOException {
    var parts = answer.split("\r\n\r\n", 2);
    var first = parts[0].split(" ", 3);
    if (first.length < 2 || !first[1].matches("\\d{3}")) {
      throw new IOException("no HTTP answer");
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
