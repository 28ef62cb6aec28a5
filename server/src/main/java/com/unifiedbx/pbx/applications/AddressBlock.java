package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.kernel.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An address or a network, IPv4 or IPv6, in CIDR form (RFC 4632, RFC 4291). Host bits are cleared,
/// so that `192.0.2.7/24` and `192.0.2.0/24` are one; an IPv4-mapped IPv6 address is the IPv4
/// address.
public final class AddressBlock {

  /// Only what can be a literal: the JDK would read `1`, `1.2` and `0x7f.1` as addresses too.
  private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private final byte[] network;
  private final int prefix;

  private AddressBlock(byte[] network, int prefix) {
    this.network = network;
    this.prefix = prefix;
  }

  public static AddressBlock parse(String text) {
    var slash = text.indexOf('/');
    var bytes = literal(slash < 0 ? text : text.substring(0, slash));
    if (bytes == null) {
      throw wrong(text);
    }
    var bits = bytes.length * 8;
    // Of an IPv4-mapped network the first 96 bits are not there.
    var mapped = bytes.length == 4 && text.contains(":") ? 96 : 0;
    var prefix = slash < 0 ? bits : prefix(text, text.substring(slash + 1), mapped, bits);
    return new AddressBlock(masked(bytes, prefix), prefix);
  }

  /// The bytes of an address literal, or null when it is none. Never asks a name server.
  static byte @Nullable [] literal(String text) {
    if (!isLiteral(text)) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(text).getAddress();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// Also where an IPv6 address ends in an IPv4 one, that has no leading zeros: the JDK and others
  /// disagree about what they mean.
  private static boolean isLiteral(String text) {
    var end = text.substring(text.lastIndexOf(':') + 1);
    return text.contains(":")
        ? IPV6.matcher(text).matches() && (!end.contains(".") || IPV4.matcher(end).matches())
        : IPV4.matcher(text).matches();
  }

  /// The one way in which we write that address, or null when the text is none.
  public static @Nullable String canonical(String text) {
    var bytes = literal(text);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes", e);
    }
  }

  /// Whether the address, a literal as a socket gives it, is in this block.
  public boolean contains(String address) {
    var bytes = literal(address);
    return bytes != null && contains(bytes);
  }

  /// Whether nobody can mean it as a list: two such networks are every address there is. The widest
  /// that is one organisation's has 8 bits of IPv4; of IPv6 a registry gets 12.
  boolean isBoundless() {
    return prefix < (network.length == 4 ? 8 : 12);
  }

  boolean contains(byte[] address) {
    return address.length == network.length && Arrays.equals(masked(address, prefix), network);
  }

  private static int prefix(String whole, String text, int mapped, int bits) {
    var prefix = text.matches("0|[1-9]\\d{0,2}") ? Integer.parseInt(text) - mapped : -1;
    if (prefix < 0 || prefix > bits) {
      throw wrong(whole);
    }
    return prefix;
  }

  private static byte[] masked(byte[] address, int prefix) {
    var result = address.clone();
    for (var i = 0; i < result.length; i++) {
      var kept = Math.clamp(prefix - i * 8L, 0, 8);
      result[i] &= (byte) (0xff << (8 - kept));
    }
    return result;
  }

  private static RuntimeException wrong(String text) {
    var shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return Refusal.badValue(
            "allowlist",
            "'" + shown + "' is no address: write 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32.")
        .asException();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressBlock that
        && prefix == that.prefix
        && Arrays.equals(network, that.network);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(network) + prefix;
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(network).getHostAddress() + "/" + prefix;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes", e);
    }
  }
}
