package com.unifiedbx.pbx.instance.asterisk;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.network.Ports;
import com.unifiedbx.pbx.kernel.Secret;
import java.net.DatagramSocket;
import java.net.SocketException;
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

  public static int freeUdp() {
    try (var socket = new DatagramSocket(0, Ports.loopback())) {
      return socket.getLocalPort();
    } catch (SocketException e) {
      throw new IllegalStateException(e);
    }
  }
}
