package com.unifiedbx.pbx.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.unifiedbx.pbx.kernel.RefusedException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Addresses and networks, beside another implementation (the IPAddress library): the same answer
/// for many random ones. The seed is fixed, so that a failure is found again.
class AllowlistTests {

  private static final int ROUNDS = 20_000;
  private final Random random = new Random(20_261_125);

  @Test
  void aListThatKeepsNobodyOutIsNone() {
    for (var wide :
        List.of(
            "0.0.0.0/0",
            "127.0.0.1/0",
            "0.0.0.0/1",
            "128.0.0.0/7",
            "::/0",
            "::/1",
            "2000::/3",
            "::ffff:0:0/97")) {
      assertThatExceptionOfType(RefusedException.class)
          .as(wide)
          .isThrownBy(() -> Allowlist.parse(List.of("192.0.2.7", wide)).demandBounds())
          .satisfies(refused -> assertThat(refused.refusal().field()).isEqualTo("allowlist"));
    }
    Allowlist.parse(List.of("10.0.0.0/8", "2001::/12", "::ffff:10.0.0.0/104")).demandBounds();
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Allowlist.parse(List.of("127.0.0.1/08")));
  }

  @Test
  void blockContainsWhatTheReferenceSaysItContains() {
    var inside = 0;
    for (var round = 0; round < ROUNDS; round++) {
      var network = address();
      var bits = network.contains(".") && !network.contains(":") ? 32 : 128;
      var prefix = random.nextInt(bits + 1);
      // Near to the network as often as anywhere: what matters happens at its edge.
      var address = random.nextBoolean() ? neighbour(network, prefix, bits) : address();
      var text = network + "/" + prefix;
      var expected = reference(text).contains(reference(address));
      assertThat(Allowlist.parse(List.of(text)).contains(address))
          .as("%s contains %s", text, address)
          .isEqualTo(expected);
      inside += expected ? 1 : 0;
    }
    assertThat(inside).as("both answers were tried").isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
  }

  @Test
  void bareAddressIsItselfAlone() {
    for (var round = 0; round < 2_000; round++) {
      var one = address();
      var other = address();
      var list = Allowlist.parse(List.of(one));
      assertThat(list.contains(one)).as(one).isTrue();
      assertThat(list.contains(other)).isEqualTo(reference(one).equals(reference(other)));
    }
  }

  @Test
  void ipv4MappedIpv6IsTheIpv4Address() {
    for (var round = 0; round < 2_000; round++) {
      var address = ipv4();
      var mapped = "::ffff:" + address;
      assertThat(Allowlist.parse(List.of(address)).contains(mapped)).isTrue();
      assertThat(Allowlist.parse(List.of(mapped)).contains(address)).isTrue();
      assertThat(Allowlist.parse(List.of("::/0")).contains(mapped)).isFalse();
    }
    assertThat(Allowlist.parse(List.of("0.0.0.0/0")).contains("::ffff:192.0.2.1")).isTrue();
    assertThat(Allowlist.parse(List.of("0.0.0.0/0")).contains("2001:db8::1")).isFalse();
  }

  @Test
  void canonicalTextIsReadBackAsTheSameBlock() {
    for (var round = 0; round < 5_000; round++) {
      var block = AddressBlock.parse(address() + "/" + random.nextInt(33));
      assertThat(AddressBlock.parse(block.toString())).isEqualTo(block);
    }
  }

  @Test
  void whatTheReferenceDoesNotReadIsRefusedHereToo() {
    var characters = "0123456789abcdefx.:/%- ,*";
    for (var round = 0; round < ROUNDS; round++) {
      var length = 1 + random.nextInt(20);
      var text = new StringBuilder();
      for (var i = 0; i < length; i++) {
        text.append(characters.charAt(random.nextInt(characters.length())));
      }
      var block = parsed(text.toString());
      if (block != null) {
        assertThat(new IPAddressString(text.toString()).getAddress())
            .as(text.toString())
            .isNotNull();
      }
    }
  }

  /// Forms that some systems read as addresses, each a way to allow more than was meant.
  @Test
  void looseFormsAreRefused() {
    for (var text :
        List.of(
            "",
            "/",
            "/24",
            "1",
            "1.2",
            "1.2.3",
            "0x7f.1",
            "127.1",
            "2130706433",
            "1.2.3.4/33",
            "1.2.3.4/-1",
            "1.2.3.4/",
            "1.2.3.4/24/24",
            "1.2.3.4/255.255.255.0",
            "01.2.3.4",
            "1.2.3.256",
            "1.2.3.4 ",
            " 1.2.3.4",
            "::1%eth0",
            "fe80::1%1",
            "::/129",
            ":::",
            "1::2::3",
            "[::1]",
            "1.2.3.*",
            "1.2.3.4-9",
            "*",
            "any",
            "localhost",
            "example.org",
            "1.2.3.4\n",
            "١.٢.٣.٤")) {
      assertThatExceptionOfType(RefusedException.class)
          .as("'%s'", text)
          .isThrownBy(() -> AddressBlock.parse(text))
          .satisfies(e -> assertThat(e.refusal().field()).isEqualTo("allowlist"));
      assertThat(Allowlist.parse(List.of("0.0.0.0/0", "::/0")).contains(text)).isFalse();
    }
  }

  @Test
  void emptyListIsRefused() {
    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> Allowlist.parse(List.of()));
  }

  @Test
  void hostBitsAreClearedSoThatOneNetworkHasOneText() {
    assertThat(AddressBlock.parse("192.0.2.7/24")).hasToString("192.0.2.0/24");
    assertThat(AddressBlock.parse("2001:DB8::7/32")).isEqualTo(AddressBlock.parse("2001:db8::/32"));
    assertThat(AddressBlock.parse("192.0.2.7")).hasToString("192.0.2.7/32");
  }

  private static @Nullable AddressBlock parsed(String text) {
    try {
      return AddressBlock.parse(text);
    } catch (RefusedException e) {
      return null;
    }
  }

  /// By the rule of this product: a mapped address is the IPv4 address.
  private static IPAddress reference(String text) {
    return new IPAddressString(text).getAddress().toPrefixBlock();
  }

  private String address() {
    return random.nextBoolean() ? ipv4() : ipv6();
  }

  private String ipv4() {
    return "%d.%d.%d.%d".formatted(octet(), octet(), octet(), octet());
  }

  private int octet() {
    return random.nextInt(256);
  }

  /// Never a mapped one, which has a test of its own.
  private String ipv6() {
    var groups = new StringBuilder("2001:db8");
    for (var i = 0; i < 6; i++) {
      groups
          .append(':')
          .append(Integer.toHexString(random.nextInt(random.nextBoolean() ? 2 : 65_536)));
    }
    return groups.toString();
  }

  /// The address with one bit turned, next to the end of the prefix.
  private String neighbour(String address, int prefix, int bits) {
    var bytes = new IPAddressString(address).getAddress().getBytes();
    var bit = Math.clamp(prefix + random.nextInt(5) - 3, 0, bits - 1);
    bytes[bit / 8] ^= (byte) (0x80 >> (bit % 8));
    var text = new StringBuilder();
    for (var i = 0; i < bytes.length; i += bits == 32 ? 1 : 2) {
      text.append(i == 0 ? "" : bits == 32 ? "." : ":");
      text.append(
          bits == 32
              ? Integer.toString(bytes[i] & 0xff)
              : Integer.toHexString((bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff)));
    }
    return text.toString();
  }
}
