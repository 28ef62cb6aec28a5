package com.unifiedbx.pbx.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the server tells of itself to anyone: OpenAPI, the page for it, the GraphQL schema.
class PublishedTests {

  private final TestServer server = TestServer.shared();

  @Test
  void openApiIsWholeAndNamesScopes() {
    var document = TestCaller.json(get("/openapi.json"));
    assertThat(document.get("openapi").asString()).startsWith("3.1");
    var originate = document.get("paths").get("/originate").get("post");
    assertThat(originate.get("x-required-scope").asString()).isEqualTo("call:write");
    assertThat(originate.get("security").toString()).isEqualTo("[{\"oauth2\":[\"call:write\"]}]");
    var list = document.get("paths").get("/calls").get("get");
    assertThat(list.get("parameters").toString()).contains("\"cursor\"", "\"limit\"");
    assertThat(list.get("responses").get("200").toString()).contains("schemas/Call");
    assertThat(document.get("components").get("schemas").has("Call")).isTrue();
    assertThat(document.at("/components/securitySchemes/oauth2/flows/clientCredentials/scopes"))
        .hasSizeGreaterThan(10);
    // Every reference leads somewhere.
    for (var reference : document.findValuesAsString("$ref")) {
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  @Test
  void operationIdsAreUnique() {
    var ids = TestCaller.json(get("/openapi.json")).findValuesAsString("operationId");
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void operationsSayWhatTheyDo() {
    TestCaller.json(get("/openapi.json"))
        .get("paths")
        .forEachEntry((path, verbs) ->
            verbs.forEachEntry((verb, operation) -> {
              assertThat(operation.get("summary").asString())
                  .as(verb + " " + path)
                  .matches("[A-Z].+ .+\\.");
            }));
  }

  @Test
  void docsPageNeedsNothingFromElsewhere() {
    var page = get("/docs");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("http:", "https:", "//", "<script>", "style=");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http");
    for (var part : List.of("start.js", "swagger-ui.css", "swagger-ui-bundle.js")) {
      assertThat(page.body()).contains("docs/" + part);
      assertThat(get("/docs/" + part).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void schemaNamesScopes() {
    var sdl = get("/schema.graphql");
    assertThat(sdl.statusCode()).isEqualTo(200);
    assertThat(sdl.body())
        .contains("directive @requires(scope: String!) on FIELD_DEFINITION")
        .containsPattern("fetchAllExtensions.*@requires\\(scope ?: ?\"extension:read\"\\)")
        .containsPattern("addExtension.*@requires\\(scope ?: ?\"extension:write\"\\)");
  }

  @Test
  void readersWhoKnowThemAreToldSo() {
    for (var path : List.of("/openapi.json", "/schema.graphql", "/docs")) {
      var etag = get(path).headers().firstValue("ETag").orElseThrow();
      var again = server.send(server.request(path).header("If-None-Match", etag));
      assertThat(again.statusCode()).as(path).isEqualTo(304);
      assertThat(again.body()).isEmpty();
    }
  }

  @Test
  void noCorsHeaderIsEverSent() {
    for (var path : List.of("/health", "/docs", "/gql", "/token", "/calls")) {
      for (var verb : List.of("GET", "OPTIONS", "POST")) {
        var answer =
            server.send(
                server
                    .request(path)
                    .header("Origin", "https://evil.example")
                    .header("Access-Control-Request-Method", "POST")
                    .method(verb, BodyPublishers.noBody()));
        assertThat(answer.headers().map().keySet())
            .as(verb + path)
            .noneMatch(name -> name.startsWith("access-control"));
        if (verb.equals("OPTIONS")) {
          assertThat(answer.statusCode()).isEqualTo(405);
        }
      }
    }
  }

  private HttpResponse<String> get(String path) {
    return server.send(server.request(path));
  }
}
