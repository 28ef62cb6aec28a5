package com.unifiedbx.pbx.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.SameSiteAttribute;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.admin.session.Role;
import com.unifiedbx.pbx.admin.session.Sessions;
import com.unifiedbx.pbx.admin.session.Stage;
import com.unifiedbx.pbx.admin.users.AdminUsers;
import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.tls.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/// A browser at the console, with a session of its own; close it, for that is when it is checked.
///
/// It is Debian's Chromium and talks HTTPS to a second node on the database of [TestServer#shared].
/// A test fails when a page asks anybody else for anything, has an error on its console (a policy
/// that was broken is one), or when [#open] finds a page that is too heavy or that keeps people
/// out.
///
/// With `-Dconsole.screenshots` every [#shoot] writes four pictures to `target/console`: light and
/// dark, desk and phone.
final class TestBrowser implements AutoCloseable {

  private static final int HEAVIEST = 300_000;
  private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  /// Rules of WCAG 2.2 AA and those before, and what axe itself finds good.
  private static final String RUN_AXE =
      """
      async () => (await axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
      })).violations
        .filter((found) => ['serious', 'critical'].includes(found.impact))
        .map((found) => found.id + ': ' + found.nodes.map((node) => node.html).join(' '))\
      """;

  /// One browser and one node for all tests of this JVM.
  private static final class Holder {

    static final TestServer SERVER = TestServer.anotherNode(tls());
    static final Browser BROWSER = launch();
    static final String AXE_SOURCE = read(AXE);

    private static Browser launch() {
      var playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      Runtime.getRuntime().addShutdownHook(new Thread(playwright::close, "test-browser"));
      return playwright
          .chromium()
          .launch(
              new BrowserType.LaunchOptions()
                  .setExecutablePath(Path.of("/usr/bin/chromium"))
                  .setArgs(
                      List.of(
                          "--no-sandbox",
                          "--disable-gpu",
                          "--no-first-run",
                          "--disable-background-networking",
                          "--disable-component-update",
                          "--disable-sync")));
    }

    private static Map<String, Object> tls() {
      try {
        var directory = DataDirectory.open(Files.createTempDirectory("test-browser"));
        var pair = new Certificates(directory, Clock.systemUTC()).selfSigned("127.0.0.1");
        var store = "spring.ssl.bundle.pem.pbx.keystore.";
        return Map.of(
            "server.ssl.bundle",
            "pbx",
            store + "certificate",
            "file:" + pair.certificate(),
            store + "private-key",
            "file:" + pair.key());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String read(String resource) {
      try {
        return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final BrowserContext context;
  private final Page page;
  private final List<String> trouble = new ArrayList<>();
  private final AtomicLong transferred = new AtomicLong();

  private TestBrowser() {
    context =
        Holder.BROWSER.newContext(
            new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                // Else colours are still on their way when they are looked at.
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(1280, 900)
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
    context.setDefaultTimeout(10_000);
    page = context.newPage();
    page.onRequest(request -> {
      if (!request.url().startsWith(base() + "/") && !request.url().startsWith("data:")) {
        trouble.add("asked elsewhere: " + request.url());
      }
    });
    page.onConsoleMessage(message -> {
      // Chromium says of every answer above 399 that it "failed to load"; some are wanted.
      if (message.type().equals("error") && !message.text().contains("the server responded with")) {
        trouble.add("console: " + message.text());
      }
    });
    page.onPageError(error -> trouble.add("script: " + error));
    count();
  }

  private void count() {
    var devtools = context.newCDPSession(page);
    devtools.send("Network.enable");
    devtools.on(
        "Network.loadingFinished",
        event -> transferred.addAndGet(event.get("encodedDataLength").getAsLong()));
  }

  /// Nobody is signed in.
  static TestBrowser stranger() {
    return new TestBrowser();
  }

  static TestBrowser administrator() {
    return of("keeper", Role.ADMINISTRATOR);
  }

  static TestBrowser auditor() {
    return of("reader", Role.AUDITOR);
  }

  private static TestBrowser of(String name, Role role) {
    var browser = new TestBrowser();
    var users = server().bean(AdminUsers.class);
    if (users.find(name) == null) {
      users.add(name, role);
    }
    var opened =
        server().bean(Sessions.class).open(name, role, Stage.OPEN, "127.0.0.1", "a test's browser");
    browser.context.addCookies(
        List.of(
            new Cookie("__Host-unifiedbx", opened.token().value())
                .setUrl(base())
                .setSecure(true)
                .setHttpOnly(true)
                .setSameSite(SameSiteAttribute.STRICT)));
    return browser;
  }

  /// The node that the browser talks to.
  static TestServer server() {
    return Holder.SERVER;
  }

  static String base() {
    return "https://127.0.0.1:" + Holder.SERVER.port();
  }

  Page page() {
    return page;
  }

  /// Goes there with nothing in the cache, and finds the page light and open to everyone.
  Page open(String path) {
    transferred.set(0);
    page.navigate(base() + path);
    assertThat(transferred.get()).as("bytes of " + path).isLessThan(HEAVIEST);
    checkAccess();
    return page;
  }

  /// Has axe look through the page as it is now, in light and in dark.
  void checkAccess() {
    page.evaluate("() => {" + Holder.AXE_SOURCE + "}");
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      var found = (List<?>) Objects.requireNonNull(page.evaluate(RUN_AXE));
      assertThat(found).as("axe, " + scheme + ", " + page.url()).isEmpty();
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }

  /// What stands in the page for people.
  String text() {
    return page.innerText("body");
  }

  /// Pictures of the page as it is now, if they are wanted.
  void shoot(String name) {
    if (System.getProperty("console.screenshots") == null) {
      return;
    }
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (var width : List.of(1280, 390)) {
        page.setViewportSize(width, width == 390 ? 844 : 900);
        var file =
            "%s-%s-%d.png".formatted(name, scheme == ColorScheme.DARK ? "dark" : "light", width);
        page.screenshot(
            new Page.ScreenshotOptions()
                .setPath(Path.of("target", "console", file))
                .setFullPage(true));
      }
    }
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.setViewportSize(1280, 900);
  }

  /// The value of a cookie, or null.
  @Nullable Cookie cookie(String name) {
    return context.cookies().stream()
        .filter(cookie -> cookie.name.equals(name))
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    context.close();
    assertThat(trouble).isEmpty();
  }
}
