package com.unifiedbx.pbx.instance.asterisk;

import com.unifiedbx.pbx.instance.network.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A SIP phone of few words: registers, answers every call with one status, and can place a call.
final class TestPhone implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final DatagramSocket socket;
  private final InetSocketAddress pbx;
  private final String number;
  private final String secret;
  private final int answer;
  private final BlockingQueue<String> responses = new LinkedBlockingQueue<>();
  private int sequence = 1;

  TestPhone(String number, String secret, int pbxPort, int answer) {
    try {
      socket = new DatagramSocket(0, Ports.loopback());
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    this.number = number;
    this.secret = secret;
    this.pbx = new InetSocketAddress(Ports.loopback(), pbxPort);
    this.answer = answer;
    Thread.ofVirtual().name("phone-" + number).start(this::receive);
  }

  static String digest(String algorithm, String text) {
    try {
      var digest = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The final status of a registration.
  int register() {
    return transact("REGISTER", "sip:127.0.0.1:" + pbx.getPort(), "", number);
  }

  /// The final status of a call to that number; an answered call is acknowledged and goes on.
  int call(String to) {
    return transact("INVITE", "sip:" + to + "@127.0.0.1:" + pbx.getPort(), sdp(), to);
  }

  private int transact(String method, String uri, String body, String to) {
    var call = "call-" + COUNT.incrementAndGet() + "-" + System.nanoTime();
    send(request(method, uri, call, to, "", body));
    var reply = last(method);
    if (status(reply) == 401) {
      acknowledge(method, uri, call, to, reply);
      sequence++;
      send(request(method, uri, call, to, credentials(method, uri, reply), body));
      reply = last(method);
    }
    acknowledge(method, uri, call, to, reply);
    sequence++;
    return status(reply);
  }

  private void acknowledge(String method, String uri, String call, String to, String reply) {
    if (method.equals("INVITE")) {
      send(
          request("ACK", uri, call, to, "", "")
              .replaceFirst("To: .*", "To: " + header(reply, "To")));
    }
  }

  private String request(
      String method, String uri, String call, String to, String extra, String body) {
    var local = "127.0.0.1:" + socket.getLocalPort();
    return String.join(
        "\r\n",
        method + " " + uri + " SIP/2.0",
        "Via: SIP/2.0/UDP " + local + ";branch=z9hG4bK" + call + sequence + ";rport",
        "From: <sip:" + number + "@127.0.0.1>;tag=t" + call,
        "To: <sip:" + to + "@127.0.0.1>",
        "Call-ID: " + call,
        "CSeq: " + sequence + " " + method,
        "Contact: <sip:" + number + "@" + local + ">",
        "Max-Forwards: 70",
        extra + "Content-Type: application/sdp",
        "Content-Length: " + body.length(),
        "",
        body);
  }

  private String credentials(String method, String uri, String reply) {
    var nonce = match(reply, "nonce=\"([^\"]+)\"");
    var opaque = match(reply, "opaque=\"([^\"]+)\"");
    var first = digest("MD5", number + ":asterisk:" + secret);
    var second = digest("MD5", method + ":" + uri);
    var response = digest("MD5", first + ":" + nonce + ":00000001:abc:auth:" + second);
    return ("Authorization: Digest username=\"%s\", realm=\"asterisk\", nonce=\"%s\", uri=\"%s\","
            + " response=\"%s\", algorithm=MD5, cnonce=\"abc\", qop=auth, nc=00000001,"
            + " opaque=\"%s\"\r\n")
        .formatted(number, nonce, uri, response, opaque);
  }

  private static String sdp() {
    return """
    v=0
    o=- 1 1 IN IP4 127.0.0.1
    s=-
    c=IN IP4 127.0.0.1
    t=0 0
    m=audio 19999 RTP/AVP 0
    a=rtpmap:0 PCMU/8000
    """
        .replace("\n", "\r\n");
  }

  private String last(String method) {
    try {
      while (true) {
        var reply = responses.poll(20, TimeUnit.SECONDS);
        if (reply == null) {
          throw new IllegalStateException("no answer to " + method);
        }
        if (status(reply) >= 200 && header(reply, "CSeq").endsWith(" " + method)) {
          return reply;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void receive() {
    var packet = new DatagramPacket(new byte[65_536], 65_536);
    while (!socket.isClosed()) {
      try {
        socket.receive(packet);
      } catch (IOException e) {
        return; // Closed: the phone is switched off.
      }
      var text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      if (text.startsWith("SIP/2.0")) {
        responses.add(text);
      } else {
        respond(text);
      }
    }
  }

  private void respond(String request) {
    if (request.startsWith("INVITE")) {
      send(response(request, 180, ""));
      if (answer > 0) {
        send(response(request, answer, answer == 200 ? sdp() : ""));
      }
    } else if (!request.startsWith("ACK")) {
      send(response(request, 200, ""));
    }
  }

  private String response(String request, int status, String body) {
    var via = Pattern.compile("(?m)^Via: .*$").matcher(request).results().toList();
    var lines = new StringBuilder("SIP/2.0 " + status + " X\r\n");
    via.forEach(v -> lines.append(v.group().strip()).append("\r\n"));
    for (var name : new String[] {"From", "To", "Call-ID", "CSeq"}) {
      var tag = name.equals("To") && !header(request, "To").contains("tag=") ? ";tag=p1" : "";
      lines.append(name).append(": ").append(header(request, name)).append(tag).append("\r\n");
    }
    return lines
        .append("Contact: <sip:" + number + "@127.0.0.1:" + socket.getLocalPort() + ">\r\n")
        .append("Content-Type: application/sdp\r\nContent-Length: " + body.length())
        .append("\r\n\r\n" + body)
        .toString();
  }

  private void send(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, pbx));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int status(String reply) {
    return Integer.parseInt(reply.substring(8, 11));
  }

  private static String header(String text, String name) {
    return match(text, "(?m)^" + name + ": (.*?)\\s*$");
  }

  private static String match(String text, String pattern) {
    var found = Pattern.compile(pattern).matcher(text);
    @Nullable String value = found.find() ? found.group(1) : null;
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    socket.close();
  }
}
