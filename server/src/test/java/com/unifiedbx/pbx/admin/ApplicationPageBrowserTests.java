package com.unifiedbx.pbx.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.applications.Allowlist;
import com.unifiedbx.pbx.applications.ApplicationCache;
import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.applications.CreatedApplication;
import com.unifiedbx.pbx.applications.NewApplication;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApplicationPageBrowserTests {

  private final Applications applications = TestBrowser.server().bean(Applications.class);
  private final CreatedApplication created =
      applications.create(
          new NewApplication(
              "CRM " + UUID.randomUUID(),
              "of the office",
              List.of("call:read"),
              Allowlist.parse(List.of("192.0.2.0/24")),
              null));
  private final String id = created.application().id();

  @Test
  void everythingOfAnApplicationCanBeChanged() {
    try (var browser = TestBrowser.administrator()) {
      var page = browser.open("/admin/applications/" + id);
      page.check("[value='extension:write']");
      page.fill("#description", "of the new office");
      page.click("text=Limits, fence and expiry");
      page.fill("#extensions", "10XX 2*");
      page.fill("#perMinute", "5");
      page.fill("#rate", "");
      page.fill("#burst", "");
      page.selectOption("#tokenLifetime", "900");
      page.click("button:text-is('Save')");

      assertThat(browser.text()).contains("Saved.");
      browser.checkAccess();
      browser.shoot("application");
      var now = applications.get(id);
      assertThat(now.scopes()).contains(Scope.EXTENSION_WRITE, Scope.EXTENSION_READ);
      assertThat(now.description()).isEqualTo("of the new office");
      assertThat(now.tokenLifetime()).hasMinutes(15);
      assertThat(now.terms().rate()).isNull();
      assertThat(now.terms().fence().extensions()).containsExactly("10XX", "2*");
      assertThat(now.terms().fence().callsPerMinute()).isEqualTo(5);
      assertThat(now.allowlist()).isEqualTo(created.application().allowlist());
    }
  }

  @Test
  void secretIsRotatedWithAnOverlapAndTheOldOneRetired() {
    var cache = TestBrowser.server().bean(ApplicationCache.class);
    try (var browser = TestBrowser.administrator()) {
      var page = browser.open("/admin/applications/" + id);
      page.click("text=Make a new secret");
      var secret = page.inputValue("#client-secret");
      assertThat(cache.isSecret(id, secret, "192.0.2.7")).isTrue();
      assertThat(cache.isSecret(id, created.secret().value(), "192.0.2.8")).isTrue();
      page.click("[aria-label='Copy Client Secret']");
      page.click("text=I have stored it");
      assertThat(browser.text()).contains("the new one").contains("ends");
      page.click("text=Retire the old one now");
      assertThat(browser.text()).contains("The old secret is refused");
      assertThat(applications.listSecrets(id)).hasSize(1);
    }
  }

  @Test
  void disablingAndDeletingSayWhatEnds() {
    try (var browser = TestBrowser.administrator()) {
      var page = browser.open("/admin/applications/" + id);
      page.click("button:text-is('Disable')");
      assertThat(applications.get(id).enabled()).isFalse();
      page.click("text=Delete…");
      assertThat(page.innerText("dialog")).contains("no token is live").contains("never used");
      browser.checkAccess();
      browser.shoot("application-delete");
      page.click("dialog >> button:text-is('Delete')");
      assertThat(browser.text()).contains("Deleted.");
      assertThat(applications.find(id)).isNull();
    }
  }

  @Test
  void auditorReadsTheFormAndCanNotSendIt() {
    try (var browser = TestBrowser.auditor()) {
      var page = browser.open("/admin/applications/" + id);
      assertThat(page.isDisabled("#name")).isTrue();
      assertThat(page.querySelectorAll("main button.btn-primary, dialog")).isEmpty();
    }
  }
}
