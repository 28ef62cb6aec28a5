package com.unifiedbx.pbx.applications;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.unifiedbx.pbx.kernel.RefusedException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.List;

/// Texts that are nearly networks. An ordinary run takes those that are kept beside this class;
/// `JAZZER_FUZZ=1` looks for more.
class AllowlistFuzzTests {

  /// What is read means the same to another implementation, and is written so that it is read as
  /// the same again; everything else is refused in one sentence.
  @FuzzTest(maxDuration = "60s")
  void networkIsReadAsOthersReadItOrRefused(byte[] bytes) {
    var text = new String(bytes, UTF_8);
    AddressBlock block;
    try {
      block = AddressBlock.parse(text);
    } catch (RefusedException e) {
      assertThat(e.refusal().field()).isEqualTo("allowlist");
      assertThat(e.refusal().message()).hasSizeLessThan(200);
      assertThat(AddressBlock.canonical(text)).as("no address either").isNull();
      return;
    }
    var written = block.toString();
    assertThat(AddressBlock.parse(written)).isEqualTo(block);
    var network = written.substring(0, written.indexOf('/'));
    assertThat(Allowlist.parse(List.of(text)).contains(network)).isTrue();
    var theirs = block(text);
    var ours = block(written);
    assertThat(theirs.contains(ours) && ours.contains(theirs)).as(text + " " + written).isTrue();
  }

  /// As the other implementation reads it; of an IPv4-mapped one, what it means in IPv4.
  private static IPAddress block(String text) {
    var address = new IPAddressString(text).getAddress();
    assertThat(address).as("others read " + text).isNotNull();
    if (!address.isIPv6() || !address.toIPv6().isIPv4Mapped()) {
      return address.toPrefixBlock();
    }
    var prefix = address.getNetworkPrefixLength();
    var embedded = address.toIPv6().getEmbeddedIPv4Address().withoutPrefixLength();
    return embedded.toPrefixBlock(prefix == null ? 32 : prefix - 96);
  }
}
