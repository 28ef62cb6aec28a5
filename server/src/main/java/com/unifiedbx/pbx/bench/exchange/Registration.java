package com.unifiedbx.pbx.bench.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/// One phone that registers once over UDP: REGISTER, the challenge, REGISTER with a digest (RFC
/// 3261 §10, RFC 7616 with MD5).
public final class Registration {

  private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");

  /// When a phone asks again, twice as late each time (RFC 3261 §17.1.2.2, T1); and how often.
  private static final int AGAIN_MILLIS = 500;

  private static final int MOST = 5;
  private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");
  private static final Pattern OPAQUE = Pattern.compile("opaque=\"([^\"]+)\"");

  private final int port;
  private final String number;
  private final String secret;
  private final int contactPort;
  private final int expires;
  private final String call = UUID.randomUUID().toString();

  /// Of a phone that is gone once it has registered.
  public Registration(int port, String number, String secret) {
    this(port, number, secret, 0, 60);
  }

  /// Of a phone that takes its calls at another port than it registers from.
  ///
  /// @param contactPort 0 for the same
  /// @param expires seconds
  public Registration(int port, String number, String secret, int contactPort, int expires) {
    this.port = port;
    this.number = number;
    this.secret = secret;
    this.contactPort = contactPort;
    this.expires = expires;
  }

  /// @throws IOException when the phone is not let in at once
  public void run() throws IOException {
    try (var socket = new DatagramSocket(0, HOST)) {
      var challenge = ask(socket, 1, "");
      demand(challenge, 401);
      demand(ask(socket, 2, authorization(challenge)), 200);
    }
  }

  private static void demand(String answer, int status) throws IOException {
    if (!answer.startsWith("SIP/2.0 " + status + " ")) {
      throw new IOException("A phone was answered: " + answer.lines().findFirst().orElse(""));
    }
  }

  private String ask(DatagramSocket socket, int sequence, String authorization) throws IOException {
    var request =
        """
        REGISTER sip:127.0.0.1:%1$d SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:%2$d;branch=z9hG4bK%3$s%4$d;rport
        Max-Forwards: 70
        From: <sip:%5$s@127.0.0.1:%1$d>;tag=bench
        To: <sip:%5$s@127.0.0.1:%1$d>
        Call-ID: %3$s
        CSeq: %4$d REGISTER
        Contact: <sip:%5$s@127.0.0.1:%7$d>
        Expires: %8$d
        %6$sContent-Length: 0

        """
            .formatted(
                port,
                socket.getLocalPort(),
                call,
                sequence,
                number,
                authorization,
                contactPort == 0 ? socket.getLocalPort() : contactPort,
                expires)
            .replace("\n", "\r\n")
            .getBytes(UTF_8);
    var answer = new DatagramPacket(new byte[4_096], 4_096);
    for (var time = 0; time < MOST; time++) {
      socket.send(new DatagramPacket(request, request.length, HOST, port));
      socket.setSoTimeout(AGAIN_MILLIS << time);
      try {
        do {
          socket.receive(answer);
        } while (!text(answer).contains("CSeq: " + sequence + " "));
        return text(answer);
      } catch (SocketTimeoutException e) {
        // Lost, perhaps: asked again.
      }
    }
    throw new IOException("A phone was not answered.");
  }

  private static String text(DatagramPacket answer) {
    return new String(answer.getData(), 0, answer.getLength(), UTF_8);
  }

  /// For the first challenge; Asterisk offers MD5, too.
  private String authorization(String challenge) {
    var md5 = challenge.lines().filter(line -> line.contains("MD5")).findFirst().orElse(challenge);
    var nonce = group(NONCE, md5);
    var uri = "sip:127.0.0.1:" + port;
    var response =
        md5(
            md5(number + ":asterisk:" + secret)
                + ":"
                + nonce
                + ":00000001:bench:auth:"
                + md5("REGISTER:" + uri));
    return "Authorization: Digest username=\"%s\", realm=\"asterisk\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=MD5, cnonce=\"bench\", opaque=\"%s\", qop=auth, nc=00000001\n"
        .formatted(number, nonce, uri, response, group(OPAQUE, md5));
  }

  private static String group(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    return found.find() ? found.group(1) : "";
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }
}
