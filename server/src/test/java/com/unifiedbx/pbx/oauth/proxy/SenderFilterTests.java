package com.unifiedbx.pbx.oauth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SenderFilterTests {

  private final SenderFilter filter = new SenderFilter(new ProxyProperties(List.of("192.0.2.1")));

  @Test
  void prefixOfATrustedProxyIsTheContextPath() throws ServletException, IOException {
    var seen = seen("192.0.2.1", "/admin/applications", "/pbx/");
    assertThat(seen.getContextPath()).isEqualTo("/pbx");
    assertThat(seen.getRequestURI()).isEqualTo("/pbx/admin/applications");
  }

  @Test
  void prefixOfAnybodyElseIsNot() throws ServletException, IOException {
    assertThat(seen("192.0.2.2", "/admin", "/pbx").getRequestURI()).isEqualTo("/admin");
  }

  @Test
  void apiKnowsItsPathByItself() throws ServletException, IOException {
    assertThat(seen("192.0.2.1", "/admin/api/api/gql", "/pbx").getRequestURI())
        .isEqualTo("/admin/api/api/gql");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example", "/a b", "/..", "https://evil.example", "/a\"b", "pbx"})
  void prefixThatIsNoneIsLeftAlone(String prefix) throws ServletException, IOException {
    assertThat(seen("192.0.2.1", "/admin", prefix).getContextPath()).isEmpty();
  }

  private HttpServletRequest seen(String from, String path, String prefix)
      throws ServletException, IOException {
    var request = new MockHttpServletRequest("GET", path);
    request.setRemoteAddr(from);
    request.addHeader("X-Forwarded-Prefix", prefix);
    var chain = new MockFilterChain();
    filter.doFilter(request, new MockHttpServletResponse(), chain);
    return (HttpServletRequest) Objects.requireNonNull(chain.getRequest());
  }
}
