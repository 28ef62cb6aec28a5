package com.unifiedbx.pbx.oauth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.applications.AddressBlock;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForwardedForTests {

  private final ForwardedFor proxies =
      new ForwardedFor(Stream.of("10.0.0.0/8", "2001:db8::/32").map(AddressBlock::parse).toList());

  @Test
  void proxyThatIsTrustedTellsTheSender() {
    assertThat(plain("10.0.0.1", "192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(plain("::ffff:10.0.0.1", "192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(plain("10.0.0.1", "192.0.2.7:4711")).isEqualTo("192.0.2.7");
    assertThat(plain("2001:db8::1", "[2001:db9::7]:4711")).isEqualTo("2001:db9:0:0:0:0:0:7");
    assertThat(plain("10.0.0.1", "::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
  }

  @Test
  void whatTheSenderWroteItselfIsNotBelieved() {
    assertThat(plain("10.0.0.1", "127.0.0.1, 192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(plain("10.0.0.1", "127.0.0.1", "192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(plain("10.0.0.1", "127.0.0.1, 192.0.2.7, 10.0.0.2")).isEqualTo("192.0.2.7");
    assertThat(plain("192.0.2.9", "127.0.0.1")).isEqualTo("192.0.2.9");
  }

  @Test
  void listThatCanNotBeReadEndsAtTheLastProxy() {
    for (var odd : List.of("unknown", "", "_hidden", "localhost", "1", "[::1", "127.0.0.1 x")) {
      assertThat(plain("10.0.0.1", odd)).as(odd).isEqualTo("10.0.0.1");
    }
    assertThat(plain("10.0.0.1", "127.0.0.1, unknown, 10.0.0.2")).isEqualTo("10.0.0.2");
    assertThat(plain("10.0.0.1", "1.1.1.1," + "10.0.0.3,".repeat(99) + "10.0.0.2"))
        .startsWith("10.0.0.");
  }

  @Test
  void standardHeaderIsReadToo() {
    assertThat(standard("for=192.0.2.7;proto=https;by=10.0.0.1")).isEqualTo("192.0.2.7");
    assertThat(standard("proto=https; For=\"[2001:db9::7]:4711\""))
        .isEqualTo("2001:db9:0:0:0:0:0:7");
    assertThat(standard("for=127.0.0.1, for=192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(standard("for=unknown")).isEqualTo("10.0.0.1");
  }

  @Test
  void twoStoriesAreNotBelieved() {
    assertThat(
            proxies.sender(
                "10.0.0.1",
                Collections.enumeration(List.of("192.0.2.7")),
                Collections.enumeration(List.of("for=127.0.0.1"))))
        .isEqualTo("10.0.0.1");
  }

  private String plain(String socket, String... headers) {
    return proxies.sender(
        socket, Collections.enumeration(List.of(headers)), Collections.emptyEnumeration());
  }

  private String standard(String header) {
    return proxies.sender(
        "10.0.0.1", Collections.emptyEnumeration(), Collections.enumeration(List.of(header)));
  }
}
