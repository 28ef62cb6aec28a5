package com.unifiedbx.pbx.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.applications.AddressBlock;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Texts that nobody would send in good faith, many and the same in each run: whatever comes, the
/// parsers answer or refuse, and nothing else.
class HostileInputTests {

  private static final int MANY = 20_000;

  /// What these formats are made of, so that random texts come near to valid ones.
  private static final String[] PIECES = {
    "Basic ",
    "basic",
    "Bearer ",
    ":",
    "%",
    "%00",
    "%zz",
    "+",
    "=",
    "==",
    "&",
    " ",
    "\u0000",
    "\n",
    "é",
    "\ud800",
    "client_id",
    "app_x",
    "a".repeat(300),
    "0",
    "255",
    "256",
    ".",
    "::",
    "ffff:",
    "1",
    "10",
    "/",
    "/8",
    "/32",
    "/128",
    "/-1",
    "/99999999999",
    "fe80",
    "%eth0",
    "[",
    "]",
    "127.0.0.1"
  };

  private final Random random = new Random(20261125);

  @Test
  void authorizationHeaderIsReadOrRefused() {
    for (var n = 0; n < MANY; n++) {
      var text = text(6);
      var header = random.nextBoolean() ? text : "Basic " + encoded(text);
      try {
        var form = TokenForm.of(new LinkedHashMap<>(), header);
        assertThat(form.clientId()).hasSizeLessThanOrEqualTo(100);
      } catch (TokenFailure e) {
        assertThat(e.getError().getDescription()).endsWith(".");
      }
    }
  }

  @Test
  void formIsReadOrRefused() {
    for (var n = 0; n < MANY; n++) {
      var form = new LinkedHashMap<String, String>();
      form.put(random.nextBoolean() ? "client_id" : text(2), text(3));
      form.put(random.nextBoolean() ? "client_secret" : text(2), text(3));
      try {
        TokenForm.of(form, random.nextBoolean() ? null : text(3));
      } catch (TokenFailure e) {
        assertThat(e.getError().getErrorCode()).isIn("invalid_request", "invalid_client");
      }
    }
  }

  @Test
  void networkIsReadOrRefused() {
    for (var n = 0; n < MANY; n++) {
      var text = text(7);
      try {
        var block = AddressBlock.parse(text);
        assertThat(AddressBlock.parse(block.toString())).as(text).isEqualTo(block);
      } catch (RefusedException e) {
        assertThat(e.refusal().field()).isEqualTo("allowlist");
      }
    }
  }

  /// Compared with arithmetic on whole numbers, which has no cases for bytes and families.
  @Test
  void networkHoldsWhatArithmeticSays() throws Exception {
    for (var n = 0; n < MANY; n++) {
      var size = random.nextBoolean() ? 4 : 16;
      var network = bytes(size);
      var address = random.nextInt(3) == 0 ? bytes(size) : near(network);
      var prefix = random.nextInt(size * 8 + 1);
      var shift = size * 8 - prefix;
      var expected =
          new BigInteger(1, network)
              .shiftRight(shift)
              .equals(new BigInteger(1, address).shiftRight(shift));
      var block = AddressBlock.parse(literal(network) + "/" + prefix);
      assertThat(block.contains(literal(address)))
          .as(block + " " + literal(address))
          .isEqualTo(expected);
    }
  }

  @Test
  void mappedAddressesAreIpv4() {
    var block = AddressBlock.parse("::ffff:192.0.2.0/120");
    assertThat(block).isEqualTo(AddressBlock.parse("192.0.2.0/24"));
    assertThat(block.contains("::ffff:192.0.2.9")).isTrue();
    assertThat(block.contains("192.0.3.9")).isFalse();
  }

  private byte[] bytes(int size) {
    var bytes = new byte[size];
    random.nextBytes(bytes);
    bytes[0] |= 0x20; // Not one of IPv6's forms of IPv4.
    return bytes;
  }

  private byte[] near(byte[] bytes) {
    var near = bytes.clone();
    near[random.nextInt(near.length)] ^= (byte) (1 << random.nextInt(8));
    return near;
  }

  private static String literal(byte[] address) throws Exception {
    return InetAddress.getByAddress(address).getHostAddress();
  }

  private String text(int most) {
    var text = new StringBuilder();
    for (var n = random.nextInt(most + 1); n > 0; n--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
