package com.unifiedbx.pbx.instance.network;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Literal IP addresses; names are never looked up.
public final class Addresses {

  private Addresses() {}

  /// The address, or null when the text is no literal one.
  public static @Nullable InetAddress parse(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  public static boolean isWildcard(String text) {
    var address = parse(text);
    return address != null && address.isAnyLocalAddress();
  }

  public static boolean same(String one, String other) {
    var first = parse(one);
    return first != null && first.equals(parse(other));
  }

  /// As it stands before a port: IPv6 in brackets.
  public static String beforePort(String text) {
    return text.contains(":") ? "[" + text + "]" : text;
  }

  /// Where a client on this machine reaches a server that is bound there.
  public static String reachable(String bind) {
    if (!isWildcard(bind)) {
      return bind;
    }
    return bind.contains(":") ? "::1" : "127.0.0.1";
  }
}
