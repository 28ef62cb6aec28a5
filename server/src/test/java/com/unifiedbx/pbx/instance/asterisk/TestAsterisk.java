package com.unifiedbx.pbx.instance.asterisk;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.network.Ports;
import com.unifiedbx.pbx.kernel.Secret;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// A managed Asterisk on free ports of the loopback, with a database or without.
public final class TestAsterisk {

  private TestAsterisk() {}

  static AsteriskServer in(DataDirectory directory) {
    return in(directory, Map.of());
  }

  static AsteriskServer in(DataDirectory directory, Map<String, String> other) {
    var ami =
        new AsteriskSetup.Ami("127.0.0.1", Ports.free(), "unifiedbx", directory.secret("ami"));
    var values = new HashMap<String, String>();
    values.put("sip.bind", "127.0.0.1:" + freeUdp());
    values.put("rtp.first", "17000");
    values.put("rtp.last", "17099");
    values.put("database.host", "127.0.0.1");
    values.put("database.port", "1");
    values.put("database.name", "pbx");
    values.put("database.user", "asterisk");
    values.put("database.password", Secret.random().value());
    values.putAll(other);
    var setup = new AsteriskSetup("asterisk", directory.asterisk(), "asterisk/pbx", ami, values);
    return new AsteriskServer(directory, setup, AsteriskPrograms.find(System.getenv()));
  }

  /// Has a channel call a number, as the API does; the call's id is in its record.
  static void originate(AsteriskServer asterisk, String id, String channel, String exten)
      throws IOException {
    var ami = asterisk.setup().ami();
    try (var socket = new Socket(ami.host(), ami.port())) {
      var text =
          """
          Action: Login
          Username: %s
          Secret: %s
          Events: off

          Action: Originate
          Async: true
          ChannelId: %s
          Channel: %s
          Context: from-internal
          Exten: %s
          Priority: 1
          CallerID: "Test" <1002>
          Variable: CDR(call_id)=%s
          Variable: CHANNEL(hangup_handler_push)=hangup\\,s\\,1

          Action: Logoff

          """
              .formatted(ami.user(), ami.secret().value(), id, channel, exten, id);
      socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
      socket.getInputStream().readAllBytes();
    }
  }

  public static int freeUdp() {
    try (var socket = new DatagramSocket(0, Ports.loopback())) {
      return socket.getLocalPort();
    } catch (SocketException e) {
      throw new IllegalStateException(e);
    }
  }
}
