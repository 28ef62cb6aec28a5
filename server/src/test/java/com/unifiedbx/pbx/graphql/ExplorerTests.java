package com.unifiedbx.pbx.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestServer;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplorerTests {

  private static final Pattern ELSEWHERE = Pattern.compile("(?:src|href)=\"(?:[a-z]+:)?//|https?:");
  private static final Pattern PART = Pattern.compile("(?:src|href)=\"(explorer/[^\"]+)\"");

  private final TestServer server = TestServer.shared();

  @Test
  void pageIsThereWithoutATokenAndAsksNobodyElse() {
    var page = get("/explorer");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self';")
        .contains("frame-ancestors 'none'");
    assertThat(page.body()).doesNotContainPattern(ELSEWHERE).doesNotContain("<script>");
    assertThat(get("/explorer/start.js").body()).doesNotContainPattern(ELSEWHERE);
  }

  @Test
  void everyPartOfThePageIsServed() {
    var parts =
        PART.matcher(get("/explorer").body()).results().map(found -> found.group(1)).toList();
    assertThat(parts).hasSize(6);
    assertThat(parts).allSatisfy(part -> assertThat(get("/" + part).statusCode()).isEqualTo(200));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/explorer/index.html",
        "/explorer/graphiql.min.js.map",
        "/explorer/..%2fapplication.yml"
      })
  void nothingElseOfTheClassPathIsServed(String path) {
    assertThat(get(path).statusCode()).isBetween(400, 404);
  }

  private HttpResponse<String> get(String path) {
    return server.send(server.request(path));
  }
}
