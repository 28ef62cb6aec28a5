package com.unifiedbx.pbx.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.admin.session.Role;
import com.unifiedbx.pbx.admin.session.Sessions;
import com.unifiedbx.pbx.admin.session.Stage;
import com.unifiedbx.pbx.admin.users.AdminUsers;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Who may ask the console for what. The pages are read off the running server, so a new one is
/// tried without anybody's doing.
class ConsolePermissionTests {

  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");
  private static final Pattern CSRF_COOKIE = Pattern.compile("__Host-unifiedbx-csrf=([^;]+)");

  private final TestServer server = TestServer.shared();

  /// @param method `GET`, `POST`, …
  private record Route(String method, String path) {}

  private List<Route> routes() {
    var routes = new ArrayList<Route>();
    server
        .bean(RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach((mapping, handler) -> {
          if (handler.getBeanType().getPackageName().startsWith("com.unifiedbx.pbx.admin")) {
            for (var pattern : mapping.getPatternValues()) {
              for (var method : mapping.getMethodsCondition().getMethods()) {
                routes.add(new Route(method.name(), pattern.replaceAll("\\{[^}]*}", "0")));
              }
            }
          }
        });
    assertThat(routes).hasSizeGreaterThan(10);
    return routes;
  }

  @Test
  void strangersAreSentToTheSignIn() {
    for (var route : routes()) {
      if (route.path().equals("/") || route.path().equals("/admin/sign-in")) {
        continue;
      }
      var answer = server.send(request(route, ""));
      // A form without its token is refused before anybody asks who sent it.
      assertThat(answer.statusCode())
          .as(route.toString())
          .isEqualTo(route.method().equals("GET") ? 302 : 403);
    }
  }

  @Test
  void auditorsChangeNothingButTheirOwn() {
    var session = session(Role.AUDITOR);
    for (var route : routes()) {
      var answer = server.send(with(session, request(route, "")));
      var own =
          route.path().startsWith("/admin/account")
              || route.path().equals("/admin/sign-in")
              || route.path().equals("/admin/sign-out")
              || route.path().equals("/admin/password");
      if (!own) {
        assertThat(answer.statusCode() == 403)
            .as(route + " " + answer.statusCode())
            .isEqualTo(!route.method().equals("GET"));
      }
    }
  }

  @Test
  void nothingIsDoneWithoutTheTokenOfTheForm() {
    var session = session(Role.ADMINISTRATOR);
    for (var route : routes()) {
      if (!route.method().equals("GET")) {
        var answer = server.send(request(route, session.cookies()));
        assertThat(answer.statusCode()).as(route.toString()).isEqualTo(403);
        assertThat(answer.body()).contains("open for too long");
      }
    }
  }

  @Test
  void whoHasToChangeThePasswordSeesNothingElse() {
    var session = session(Role.ADMINISTRATOR, Stage.PASSWORD);
    for (var route : routes()) {
      if (route.method().equals("GET") && route.path().matches("/admin(/[a-z]+)?")) {
        var answer = server.send(request(route, session.cookies()));
        var open = List.of("/admin/password", "/admin/sign-in").contains(route.path());
        assertThat(answer.statusCode()).as(route.toString()).isEqualTo(open ? 200 : 302);
      }
    }
  }

  @Test
  void errorsArePagesWithWhatToDoAndTheRequestId() {
    var session = session(Role.AUDITOR);
    var answer = server.send(request(new Route("GET", "/admin/nothing-here"), session.cookies()));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(answer.body())
        .contains("There is no such page.")
        .contains(answer.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(server.send(server.request("/nothing-here")).body()).startsWith("{");
  }

  @Test
  void pagesAreNotKeptAndHaveTheirPolicy() {
    var answer = server.send(request(new Route("GET", "/admin/sign-in"), ""));
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .doesNotContain("unsafe");
  }

  /// A browser's cookies, and the token of its forms.
  private record Session(String cookies, String csrf) {}

  private Session session(Role role) {
    return session(role, Stage.OPEN);
  }

  private Session session(Role role, Stage stage) {
    var name = "p" + UUID.randomUUID();
    server.bean(AdminUsers.class).add(name, role);
    var opened = server.bean(Sessions.class).open(name, role, stage, "127.0.0.1", null);
    var cookie = "__Host-unifiedbx=" + opened.token().value();
    var page =
        server.send(
            request(new Route("GET", stage == Stage.OPEN ? "/admin" : "/admin/password"), cookie));
    return new Session(cookie + "; __Host-unifiedbx-csrf=" + csrfCookie(page), csrf(page));
  }

  private HttpRequest.Builder request(Route route, String cookies) {
    var request = server.requestAtRoot(route.path());
    if (!cookies.isEmpty()) {
      request.header("Cookie", cookies);
    }
    return request.method(route.method(), BodyPublishers.noBody());
  }

  private static HttpRequest.Builder with(Session session, HttpRequest.Builder request) {
    return request
        .header("Cookie", session.cookies())
        .header("X-CSRF-TOKEN", URLEncoder.encode(session.csrf(), UTF_8));
  }

  private static String csrf(HttpResponse<String> page) {
    return find(CSRF, page.body());
  }

  private static String csrfCookie(HttpResponse<String> page) {
    return find(CSRF_COOKIE, String.join("\n", page.headers().allValues("Set-Cookie")));
  }

  private static String find(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }
}
