package com.unifiedbx.pbx;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestOperations.Operation;
import com.unifiedbx.pbx.access.Scope;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// Every operation of REST and GraphQL, tried with every single scope missing. The operations are
/// read off the running server, so a new one is tried without anybody's doing.
class ScopeMatrixTests {

  /// Need no scope: contract of the API, §6. `/gql` itself has none, its fields have. The link of
  /// an export is signed.
  private static final Set<String> OPEN =
      Set.of(
          "/health",
          "/openapi.json",
          "/schema.graphql",
          "/explorer",
          "/gql",
          "/cdr/exports/{id}/file");

  /// What answers for as long as one listens: only refusals are awaited.
  private static final Set<String> ENDLESS = Set.of("/events");

  private final TestServer server = TestServer.shared();
  private final JsonNode paths =
      TestCaller.json(server.send(server.request("/openapi.json"))).get("paths");

  /// @param scope empty for none
  private record Route(String verb, String path, String scope) {}

  @Test
  void everyRestOperationNamesItsScope() {
    var bare =
        routes().stream()
            .filter(route -> route.scope().isEmpty())
            .map(Route::path)
            .collect(Collectors.toCollection(TreeSet::new));
    bare.removeIf(
        path -> OPEN.contains(path) || path.startsWith("/docs") || path.startsWith("/explorer"));
    assertThat(bare).containsExactly("/introspect", "/revoke", "/token");
  }

  @Test
  void everyMappingIsInTheDocument() {
    var mapped =
        server
            .context()
            .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
            .getHandlerMethods()
            .keySet()
            .stream()
            .flatMap(mapping -> mapping.getPatternValues().stream())
            .filter(pattern -> pattern.startsWith("/admin/api/api/"))
            .count();
    assertThat(mapped).isPositive();
    assertThat((long) paths.propertyNames().size()).isGreaterThan(mapped / 2);
  }

  @Test
  void everyGraphQlOperationNamesItsScope() {
    assertThat(TestOperations.of(server))
        .filteredOn(operation -> operation.scope() == null)
        .extracting(Operation::field)
        .isSubsetOf("node");
  }

  @Test
  void everyOperationIsRefusedWithoutItsScopeAndOnlyThen() {
    var wrong = new ArrayList<String>();
    var operations = TestOperations.of(server);
    for (var missing : Scope.values()) {
      var granted = allBut(missing);
      var caller = TestCaller.with(texts(granted));
      var open = texts(Scope.withImplied(granted));
      for (var route : routes()) {
        if (!route.scope().isEmpty()) {
          check(wrong, caller, route, List.of(open).contains(route.scope()));
        }
      }
      for (var operation : operations) {
        if (operation.scope() != null) {
          check(wrong, caller, operation, List.of(open).contains(operation.scope()));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void check(List<String> wrong, TestCaller caller, Route route, boolean isOpen) {
    if (isOpen && ENDLESS.contains(route.path())) {
      return;
    }
    var path = route.path().replaceAll("\\{[^}]*}", "0");
    var answer = caller.send(route.verb(), path, route.verb().equals("GET") ? "" : "{}");
    var refused = answer.statusCode() == 403 && answer.body().contains("insufficient_scope");
    if (refused == isOpen || (refused && !answer.body().contains(route.scope()))) {
      wrong.add(route + (isOpen ? " refused: " : " let in: ") + shown(answer));
    }
  }

  private static void check(
      List<String> wrong, TestCaller caller, Operation operation, boolean isOpen) {
    if (isOpen && operation.type().equals("subscription")) {
      return;
    }
    var isStream = operation.type().equals("subscription");
    var answer = isStream ? caller.stream(operation.document()) : caller.gql(operation.document());
    var refused = answer.body().contains("insufficient_scope");
    if (refused == isOpen
        || (refused && !isStream && answer.statusCode() != 403)
        || (refused && !answer.body().contains("" + operation.scope()))) {
      wrong.add(operation + (isOpen ? " refused: " : " let in: ") + shown(answer));
    }
  }

  private static String shown(HttpResponse<String> answer) {
    var body = answer.body();
    return answer.statusCode() + " " + body.substring(0, Math.min(200, body.length()));
  }

  private List<Route> routes() {
    var routes = new ArrayList<Route>();
    for (var path : paths.properties()) {
      for (var verb : path.getValue().properties()) {
        var scope = verb.getValue().path("x-required-scope").asString("");
        routes.add(new Route(verb.getKey().toUpperCase(Locale.ROOT), path.getKey(), scope));
      }
    }
    return routes;
  }

  /// Without the scope itself and without what would imply it.
  private static Set<Scope> allBut(Scope missing) {
    return Arrays.stream(Scope.values())
        .filter(scope -> !Scope.withImplied(Set.of(scope)).contains(missing))
        .collect(Collectors.toSet());
  }

  private static String[] texts(Set<Scope> scopes) {
    return scopes.stream().map(Scope::text).toArray(String[]::new);
  }
}
