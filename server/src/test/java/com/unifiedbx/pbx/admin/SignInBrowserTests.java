package com.unifiedbx.pbx.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.admin.session.Role;
import com.unifiedbx.pbx.admin.users.AdminUser;
import com.unifiedbx.pbx.admin.users.AdminUsers;
import com.unifiedbx.pbx.kernel.Secret;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignInBrowserTests {

  private static final String PASSWORD = "four quiet words here";

  private final AdminUsers users = TestBrowser.server().bean(AdminUsers.class);
  private final String name = "u" + UUID.randomUUID();

  @Test
  void firstPasswordLeadsToItsChangeAndThenToThePageThatWasWanted() {
    var first = users.add(name, Role.ADMINISTRATOR);
    try (var browser = TestBrowser.stranger()) {
      var page = browser.open("/admin/applications");
      assertThat(page.url()).endsWith("/admin/sign-in?next=%2Fadmin%2Fapplications");
      browser.shoot("sign-in");
      signIn(browser, first.value());
      assertThat(page.url()).endsWith("/admin/password");
      browser.checkAccess();
      browser.shoot("password");
      browser.page().navigate(TestBrowser.base() + "/admin/applications");
      assertThat(page.url()).endsWith("/admin/password");

      choose(browser, "short");
      assertThat(browser.text()).contains("at least 12 characters");
      choose(browser, PASSWORD);
      assertThat(page.url()).endsWith("/admin");
      var user = users.find(name);
      assertThat(users.isPassword(user, new Secret(PASSWORD))).isTrue();
    }
  }

  @Test
  void signInThenOutEndsTheSession() {
    users.choose(user(users.add(name, Role.AUDITOR)), new Secret(PASSWORD));
    try (var browser = TestBrowser.stranger()) {
      browser.open("/admin/sign-in?next=https://example.com");
      signIn(browser, PASSWORD);
      assertThat(browser.page().url()).isEqualTo(TestBrowser.base() + "/admin");
      var cookie = Objects.requireNonNull(browser.cookie("__Host-unifiedbx"));
      assertThat(cookie.secure).isTrue();
      assertThat(cookie.httpOnly).isTrue();
      browser.page().click(".sidebar .who button");
      assertThat(browser.page().url()).endsWith("/admin/sign-in");
      browser.page().navigate(TestBrowser.base() + "/admin");
      assertThat(browser.page().url()).endsWith("/admin/sign-in");
    }
  }

  @Test
  void guessingIsSlowedDownAndTheRightPasswordIsNotConfirmedMeanwhile() {
    users.choose(user(users.add(name, Role.AUDITOR)), new Secret(PASSWORD));
    try (var browser = TestBrowser.stranger()) {
      browser.open("/admin/sign-in");
      for (var tried = 0; tried < 5; tried++) {
        signIn(browser, "wrong " + tried);
        assertThat(browser.text()).contains("The name or the password is wrong.");
      }
      signIn(browser, PASSWORD);
      assertThat(browser.text()).containsPattern("try again in \\d+ seconds");
      browser.checkAccess();
      browser.shoot("sign-in-locked");
    }
  }

  private AdminUser user(Secret password) {
    assertThat(password).isNotNull();
    return Objects.requireNonNull(users.find(name));
  }

  private void signIn(TestBrowser browser, String password) {
    browser.page().fill("#name", name);
    browser.page().fill("#password", password);
    browser.page().click("main button.btn-primary");
  }

  private static void choose(TestBrowser browser, String password) {
    // The rule is the server's; the browser would stop the short one.
    browser.page().evaluate("() => { document.querySelector('form').noValidate = true }");
    browser.page().fill("#password", password);
    browser.page().fill("#repeated", password);
    browser.page().click("main button.btn-primary");
  }
}
