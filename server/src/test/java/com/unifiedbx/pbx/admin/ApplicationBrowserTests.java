package com.unifiedbx.pbx.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.unifiedbx.pbx.applications.Applications;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApplicationBrowserTests {

  private final Applications applications = TestBrowser.server().bean(Applications.class);
  private final String name = "Dialler " + UUID.randomUUID();

  @Test
  void newApplicationGivesItsCredentialsOnce() {
    try (var browser = TestBrowser.administrator()) {
      var page = browser.open("/admin");
      browser.shoot("dashboard");
      page.click(".sidebar >> text=API");
      page.getByRole(
              AriaRole.LINK,
              new Page.GetByRoleOptions().setName("+ New Application").setExact(true))
          .first()
          .click();
      browser.checkAccess();
      browser.shoot("new-application");
      page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
      page.getByLabel("Description").fill("Calls from the CRM");
      page.click("text=Click to call");
      page.click("text=Add my address");
      page.waitForSelector("#whitelist-lines >> text=127.0.0.1/32");
      assertThat(browser.text()).contains("your address is in it");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Submit")).click();

      var id = page.inputValue("#client-id");
      var secret = page.inputValue("#client-secret");
      assertThat(page.url()).endsWith("/admin/applications/" + id + "/credentials");
      assertThat(secret).startsWith("ubxs_");
      assertThat(page.innerText("#curl"))
          .contains(TestBrowser.base() + "/admin/api/api/token")
          .contains(secret);
      browser.checkAccess();
      browser.shoot("credentials");
      var made = applications.get(id);
      assertThat(made.scopeNames())
          .containsExactlyInAnyOrder("call:read", "call:write", "extension:read");
      page.click("[aria-label='Copy Client Secret']");
      assertThat(page.evaluate("() => navigator.clipboard.readText()")).isEqualTo(secret);

      page.reload();
      assertThat(page.content()).doesNotContain(secret).contains("The secret was shown once");
      page.goBack();
      assertThat(page.content()).doesNotContain(secret);
      browser.open("/admin/applications");
      assertThat(browser.text()).contains(name).contains(id);
      browser.shoot("applications");
    }
  }

  @Test
  void leavingBeforeTheSecretWasCopiedAsks() {
    try (var browser = TestBrowser.administrator()) {
      fill(browser);
      browser.page().waitForSelector("#client-secret").click();
      var asked = new boolean[1];
      browser
          .page()
          .onceDialog(dialog -> {
            asked[0] = dialog.type().equals("beforeunload");
            dialog.accept();
          });
      browser.page().navigate(TestBrowser.base() + "/admin/applications");
      assertThat(asked[0]).isTrue();
    }
  }

  @Test
  void whatIsWrongIsSaidWhereItIsTypedAndNothingIsLost() {
    try (var browser = TestBrowser.administrator()) {
      var page = browser.open("/admin/applications/new");
      page.fill("#name", name);
      page.click("text=Reporting");
      page.fill("#whitelist", "10.0.0.300");
      page.waitForSelector("#whitelist-lines .line-bad");
      page.click("text=Submit");
      assertThat(page.innerText("#allowlist-error")).contains("'10.0.0.300' is no address");
      assertThat(page.inputValue("#name")).isEqualTo(name);
      assertThat(page.isChecked("input[value='cdr:read']")).isTrue();
      browser.checkAccess();
      browser.shoot("new-application-wrong");
    }
  }

  @Test
  void auditorLooksAndHasNoButtons() {
    try (var browser = TestBrowser.auditor()) {
      var page = browser.open("/admin/applications");
      assertThat(page.querySelectorAll("text=+ New Application")).isEmpty();
    }
  }

  private void fill(TestBrowser browser) {
    var page = browser.open("/admin/applications/new");
    page.fill("#name", name);
    page.click("text=Reporting");
    page.check("[name=anywhere]");
    page.click("text=Submit");
  }
}
