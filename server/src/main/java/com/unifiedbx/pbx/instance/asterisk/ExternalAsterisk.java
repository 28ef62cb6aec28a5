package com.unifiedbx.pbx.instance.asterisk;

import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.network.Addresses;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/// An Asterisk that somebody else runs. Nothing is started; its keeper gets a directory with the
/// configuration files that it needs, filled in and ready to be copied.
public final class ExternalAsterisk {

  private static final String NOWHERE = "127.0.0.1";

  private ExternalAsterisk() {}

  /// Writes the files (0600), for secrets are in them, into the setup's home.
  public static void writeFiles(AsteriskSetup setup) {
    PrivateFiles.directory(setup.home());
    var host = setup.ami().host();
    var values = new HashMap<>(setup.values());
    // It includes ../custom/*.conf, seen from where its configuration is.
    values.put("home", "/etc");
    values.put("ami.host", Addresses.parse(host) == null ? NOWHERE : host);
    values.put("ami.port", String.valueOf(setup.ami().port()));
    values.put("ami.user", setup.ami().user());
    values.put("ami.secret", setup.ami().secret().value());
    values.put("ami.client", ownAddressTowards(host));
    Templates.in(setup.templates())
        .render(values, Map.of())
        .forEach((name, text) -> PrivateFiles.write(setup.home().resolve(name), text));
  }

  /// The address that the other side will see; nothing is sent.
  private static String ownAddressTowards(String host) {
    try (var socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(host), 9));
      return socket.getLocalAddress().getHostAddress();
    } catch (IOException unknownOrUnreachable) {
      return NOWHERE;
    }
  }
}
