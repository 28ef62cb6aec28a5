package com.unifiedbx.pbx.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.RateClass;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.kernel.RefusedException;
import com.unifiedbx.pbx.kernel.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The rules of applications and their secrets, on a real PostgreSQL.
class ApplicationsTests {

  private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);

  private final TestDatabase database = TestDatabase.fresh();
  private final TestClock clock = new TestClock();
  private final List<Object> events = new ArrayList<>();
  private final Applications applications =
      Applications.over(database.dataSource(), new Secret("pepper"), clock, events::add);
  private final Pepper pepper = new Pepper(new Secret("pepper"));
  private final SecretUses uses =
      new SecretUses(new SecretRepository(database.dataSource()), clock);

  private static final class TestClock extends Clock {
    Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private CreatedApplication made(String name) {
    return applications.create(
        new NewApplication(
            name, "", List.of("call:read"), Allowlist.parse(List.of("192.0.2.0/24")), null));
  }

  /// What the cache does, without the cache.
  private boolean isValid(String id, Secret secret, String address) {
    var hash = pepper.hash(secret.value());
    for (var stored : applications.storedSecrets(id)) {
      var ends = stored.expiresAt();
      if (java.util.Arrays.equals(stored.hash(), hash)
          && (ends == null || clock.now.isBefore(ends))) {
        uses.add(stored.id(), address);
        return true;
      }
    }
    return false;
  }

  private static void assertRefused(String code, ThrowingCallable call) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(call)
        .satisfies(e -> {
          assertThat(e.refusal().code()).isEqualTo(code);
          assertThat(e.refusal().message()).endsWith(".");
        });
  }

  @Test
  void everythingThatIsDecidedIsKept() {
    var terms =
        new Terms(
            true,
            new Fence(List.of("10XX"), List.of("1207", "+44"), 10, 500),
            new RateClass(20, 60));
    var end = START.plus(Duration.ofDays(30));
    var made =
        applications.create(
            new NewApplication(
                "crm",
                "of Ann",
                List.of("call:write", "gql:core"),
                null,
                end,
                Duration.ofMinutes(5),
                terms));
    var found = applications.get(made.application().id());
    assertThat(found.name()).isEqualTo("crm");
    assertThat(found.description()).isEqualTo("of Ann");
    assertThat(found.scopeNames()).containsExactly("call:write", "gql:core");
    assertThat(found.allowlist()).isNull();
    assertThat(found.expiresAt()).isEqualTo(end);
    assertThat(found.tokenLifetime()).isEqualTo(Duration.ofMinutes(5));
    assertThat(found.terms()).isEqualTo(terms);
    assertThat(found.enabled()).isTrue();
  }

  @Test
  void nothingSaidMeansTheDefaults() {
    var found = made("crm").application();
    assertThat(found.terms()).isEqualTo(Terms.DEFAULT);
    assertThat(found.terms().rate()).isEqualTo(new RateClass(50, 100));
    assertThat(found.tokenLifetime()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void noRateLimitIsKeptAsNone() {
    var id = made("crm").application().id();
    applications.change(
        id, now -> with(now, new Terms(false, Fence.NONE, null), now.tokenLifetime()));
    assertThat(applications.get(id).terms().rate()).isNull();
  }

  private static NewApplication with(NewApplication now, Terms terms, Duration lifetime) {
    return new NewApplication(
        now.name(),
        now.description(),
        now.scopes(),
        now.allowlist(),
        now.expiresAt(),
        lifetime,
        terms);
  }

  @Test
  void changeChangesWhatItNamesAndTellsBeforeAndAfter() {
    var made = made("crm").application();
    var changed =
        applications.change(made.id(), now -> with(now, now.terms(), Duration.ofSeconds(60)));
    assertThat(changed.tokenLifetime()).isEqualTo(Duration.ofSeconds(60));
    assertThat(changed.name()).isEqualTo("crm");
    assertThat(changed.id()).isEqualTo(made.id());
    var change =
        (ApplicationChange)
            events.stream()
                .filter(ApplicationChange.class::isInstance)
                .reduce((first, second) -> second)
                .orElseThrow();
    assertThat(change.operation()).isEqualTo("application.update");
    assertThat(change.before()).hasToString("{tokenLifetime=3600}");
    assertThat(change.after()).hasToString("{tokenLifetime=60}");
  }

  @Test
  void badValuesAreRefused() {
    var id = made("crm").application().id();
    for (var lifetime :
        List.of(Duration.ofSeconds(59), DAY.plusSeconds(1), Duration.ofMillis(60_500))) {
      assertRefused(
          "bad_value", () -> applications.change(id, now -> with(now, now.terms(), lifetime)));
    }
    assertRefused("bad_value", () -> Allowlist.parse(List.of()));
    assertRefused(
        "bad_value",
        () ->
            applications.create(new NewApplication("late", "", List.of("call:read"), null, START)));
    assertRefused("bad_value", () -> new NewApplication("x", "", List.of("no:such"), null, null));
    assertRefused("bad_value", () -> new NewApplication(" ", "", List.of("call:read"), null, null));
    assertRefused("name_taken", () -> made("crm"));
    var other = made("other").application().id();
    assertRefused(
        "name_taken",
        () -> applications.change(other, now -> NewApplication.of(applications.get(id))));
    assertRefused("not_found", () -> applications.change("app_nobody", now -> now));
    assertRefused("not_found", () -> applications.setEnabled("app_nobody", true));
    assertRefused("not_found", () -> applications.delete("app_nobody"));
    assertRefused("not_found", () -> applications.rotateSecret("app_nobody", DAY));
  }

  @Test
  void bothSecretsWorkDuringTheOverlapAndTheOldOneEndsWithIt() {
    var made = made("crm");
    var id = made.application().id();
    var rotated = applications.rotateSecret(id, DAY);
    assertThat(rotated.application().id()).isEqualTo(id);
    assertThat(isValid(id, made.secret(), "192.0.2.1")).isTrue();
    assertThat(isValid(id, rotated.secret(), "192.0.2.1")).isTrue();
    clock.now = START.plus(DAY);
    assertThat(isValid(id, made.secret(), "192.0.2.1")).isFalse();
    assertThat(isValid(id, rotated.secret(), "192.0.2.1")).isTrue();
  }

  @Test
  void rotationWithoutOverlapEndsTheOldSecretAtOnce() {
    var made = made("crm");
    var id = made.application().id();
    var rotated = applications.rotateSecret(id, Duration.ZERO);
    assertThat(isValid(id, made.secret(), "")).isFalse();
    assertThat(isValid(id, rotated.secret(), "")).isTrue();
    assertThat(applications.listSecrets(id)).hasSize(1);
  }

  @Test
  void aThirdLiveSecretIsRefusedUntilTheOldOneIsRetiredOrHasEnded() {
    var id = made("crm").application().id();
    applications.rotateSecret(id, DAY);
    assertRefused("too_many_secrets", () -> applications.rotateSecret(id, DAY));
    assertThat(applications.listSecrets(id)).hasSize(2);
    applications.retireSecret(id);
    applications.rotateSecret(id, DAY);
    clock.now = START.plus(DAY).plusSeconds(1);
    applications.rotateSecret(id, DAY);
    assertThat(applications.listSecrets(id)).hasSize(2);
    assertRefused("bad_value", () -> applications.rotateSecret(id, Duration.ofDays(91)));
  }

  @Test
  void retiringEndsTheOlderSecretAndNeverTheLast() {
    var made = made("crm");
    var id = made.application().id();
    assertRefused("only_secret", () -> applications.retireSecret(id));
    var rotated = applications.rotateSecret(id, DAY);
    applications.retireSecret(id);
    assertThat(isValid(id, made.secret(), "")).isFalse();
    assertThat(isValid(id, rotated.secret(), "")).isTrue();
    assertRefused("only_secret", () -> applications.retireSecret(id));
  }

  @Test
  void usesAreGatheredAndTellWhoStillHasTheOldSecret() {
    var made = made("crm");
    var id = made.application().id();
    var rotated = applications.rotateSecret(id, DAY);
    isValid(id, made.secret(), "192.0.2.1");
    clock.now = START.plusSeconds(60);
    isValid(id, made.secret(), "192.0.2.1");
    isValid(id, made.secret(), "192.0.2.2");
    isValid(id, rotated.secret(), "192.0.2.3");
    assertThat(applications.get(id).lastUsedAt()).isNull();
    uses.write();
    var secrets = applications.listSecrets(id);
    var old = secrets.getFirst();
    assertThat(old.lastUsedAt()).isEqualTo(START.plusSeconds(60));
    assertThat(old.users())
        .containsExactlyInAnyOrder(
            new ClientSecret.User("192.0.2.1", START, START.plusSeconds(60), 2),
            new ClientSecret.User("192.0.2.2", START.plusSeconds(60), START.plusSeconds(60), 1));
    assertThat(secrets.getLast().lastUsedAddress()).isEqualTo("192.0.2.3");
    assertThat(applications.get(id).lastUsedAt()).isEqualTo(START.plusSeconds(60));
    isValid(id, made.secret(), "192.0.2.2");
    uses.write();
    assertThat(applications.listSecrets(id).getFirst().users())
        .contains(
            new ClientSecret.User("192.0.2.2", START.plusSeconds(60), START.plusSeconds(60), 2));
  }

  @Test
  void cleanStopWritesWhatWasGathered() {
    var made = made("crm");
    isValid(made.application().id(), made.secret(), "192.0.2.1");
    uses.destroy();
    assertThat(applications.get(made.application().id()).lastUsedAt()).isEqualTo(START);
  }

  @Test
  void addressesOfASecretUsedFromEverywhereAreBounded() {
    var made = made("crm");
    var id = made.application().id();
    for (var i = 0; i < 150; i++) {
      clock.now = START.plusSeconds(i);
      isValid(id, made.secret(), "192.0.2." + i);
    }
    uses.write();
    var users = applications.listSecrets(id).getFirst().users();
    assertThat(users).hasSize(100);
    assertThat(users.getFirst().address()).isEqualTo("192.0.2.149");
  }

  @Test
  void onlyAKeyedHashOfASecretIsStored() {
    var made = made("crm");
    var rows =
        JdbcClient.create(database.dataSource())
            .sql("select s::text from pbx.application_secret s")
            .query(String.class)
            .list();
    assertThat(rows.toString()).doesNotContain(made.secret().value());
    var other = new Pepper(new Secret("another pepper"));
    assertThat(other.hash(made.secret().value())).isNotEqualTo(pepper.hash(made.secret().value()));
    assertThat(made.toString()).doesNotContain(made.secret().value());
  }

  @Test
  void secretsAreRecognisableAndTheirChecksumFindsTypingErrors() {
    var secret = Credential.CLIENT_SECRET.make().value();
    assertThat(secret).matches("ubxs_[0-9A-Za-z]{49}");
    assertThat(Credential.CLIENT_SECRET.hasShape(secret)).isTrue();
    for (var i = 5; i < secret.length(); i++) {
      var other = secret.charAt(i) == 'a' ? 'b' : 'a';
      var wrong = secret.substring(0, i) + other + secret.substring(i + 1);
      assertThat(Credential.CLIENT_SECRET.hasShape(wrong)).as(wrong).isFalse();
    }
    assertThat(Credential.ACCESS_TOKEN.hasShape(secret)).isFalse();
  }
}
