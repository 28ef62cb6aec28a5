package com.unifiedbx.pbx.oauth.proxy;

import com.unifiedbx.pbx.applications.AddressBlock;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;

/// Works out who sent a request from what proxies wrote about it.
///
/// Each proxy adds at the end of the list the address that it was called from. So the list is read
/// from the right, and only as far as every address on the way is a proxy that we trust: what
/// stands further left may have been written by anyone.
record ForwardedFor(List<AddressBlock> trusted) {

  /// Longer lists are nobody's; what is beyond is not read.
  private static final int MOST = 32;

  /// The parameter `for` of RFC 7239, quoted or not.
  private static final Pattern FOR =
      Pattern.compile("(?i)(?:^|;)\\s*for\\s*=\\s*(\"[^\"]*\"|[^;\"\\s]+)");

  boolean trusts(String address) {
    return trusted.stream().anyMatch(block -> block.contains(address));
  }

  /// The address of the sender.
  ///
  /// When both headers are there and tell different stories, one of them came through from the
  /// sender, and neither is believed.
  ///
  /// @param socket where the connection came from
  String sender(String socket, Enumeration<String> forwardedFor, Enumeration<String> forwarded) {
    var plain = entries(forwardedFor, false);
    var standard = entries(forwarded, true);
    if (plain.isEmpty()) {
      return walk(socket, standard);
    }
    var sender = walk(socket, plain);
    return standard.isEmpty() || walk(socket, standard).equals(sender) ? sender : socket;
  }

  private String walk(String socket, List<String> entries) {
    var current = socket;
    for (var at = entries.size() - 1; at >= 0 && trusts(current); at--) {
      var next = AddressBlock.canonical(bare(entries.get(at)));
      if (next == null) {
        return current;
      }
      current = next;
    }
    return current;
  }

  private static List<String> entries(Enumeration<String> headers, boolean standard) {
    var entries = new ArrayList<String>();
    while (headers.hasMoreElements()) {
      for (var part : headers.nextElement().split(",", -1)) {
        entries.add(standard ? forParameter(part) : part.strip());
      }
    }
    return entries.subList(Math.max(0, entries.size() - MOST), entries.size());
  }

  private static String forParameter(String element) {
    var found = FOR.matcher(element);
    return found.find() ? found.group(1).replace("\"", "") : "";
  }

  /// Without brackets and port: `[2001:db8::1]:4711`, `192.0.2.1:80`.
  private static String bare(String entry) {
    if (entry.startsWith("[")) {
      var end = entry.indexOf(']');
      return end < 0 ? "" : entry.substring(1, end);
    }
    var colon = entry.indexOf(':');
    return colon >= 0 && colon == entry.lastIndexOf(':') ? entry.substring(0, colon) : entry;
  }
}
