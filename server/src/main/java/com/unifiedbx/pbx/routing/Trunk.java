package com.unifiedbx.pbx.routing;

import com.unifiedbx.pbx.kernel.Refusal;
import java.util.regex.Pattern;

/// A way to the outside world: a SIP server to which calls are sent, and which is known by its
/// address when it sends one.
///
/// @param name 1 to 31 lower case letters, digits and hyphens; Asterisk's endpoint is
///   `trunk-<name>`
/// @param host an address or a host name; everything that comes from there counts as this trunk's
/// @param port of SIP over UDP
public record Trunk(String name, String host, int port) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}|[0-9a-fA-F:]{2,39}");

  public Trunk {
    if (!NAME.matcher(name).matches()) {
      throw Refusal.badValue(
              "name",
              "The name of a trunk has 1 to 31 lower case letters, digits and hyphens, a letter first.")
          .asException();
    }
    if (!HOST.matcher(host).matches()) {
      throw Refusal.badValue("host", "The host of a trunk is an IP address or a host name.")
          .asException();
    }
    if (port < 1 || port > 65535) {
      throw Refusal.badValue("port", "A port is between 1 and 65535.").asException();
    }
  }

  /// The name that Asterisk knows it by.
  public String endpoint() {
    return "trunk-" + name;
  }
}
