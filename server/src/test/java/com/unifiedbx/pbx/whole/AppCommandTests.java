package com.unifiedbx.pbx.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `app` and `audit` on the running product, as an administrator uses them.
class AppCommandTests {

  private final TestPbx pbx = TestPbx.shared();

  private static JsonNode created(String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "create",
                "--json",
                "--name=admin's " + UUID.randomUUID(),
                "--scope=extension:read",
                "--allow-ip=127.0.0.1"));
    arguments.addAll(List.of(more));
    var answer = Commands.app(arguments.toArray(String[]::new));
    assertThat(answer.code()).as(answer.error()).isZero();
    return answer.json();
  }

  private static String id(JsonNode application) {
    return application.get("clientId").asString();
  }

  @Test
  void createTakesEverythingAndShowTellsIt() {
    var made =
        created(
            "--description=of Ann",
            "--token-lifetime=10m",
            "--rate-limit=10/s",
            "--burst=30",
            "--expires=2099-01-31",
            "--freepbx-errors",
            "--fence=extensions=10XX,2*",
            "--fence=destinations=1207",
            "--fence=calls-per-day=500");
    var answer = Commands.app("show", "--json", id(made));
    assertThat(answer.out()).doesNotContain(made.get("clientSecret").asString());
    var shown = answer.json();
    assertThat(shown.get("description").asString()).isEqualTo("of Ann");
    assertThat(shown.get("tokenLifetime").asInt()).isEqualTo(600);
    assertThat(shown.get("rateLimit").asString()).isEqualTo("10/s");
    assertThat(shown.get("burst").asInt()).isEqualTo(30);
    assertThat(shown.get("expiresAt").asString()).isEqualTo("2099-01-31T00:00:00.000Z");
    assertThat(shown.get("freepbxErrors").asBoolean()).isTrue();
    assertThat(shown.get("fence").get("extensions").toString()).isEqualTo("[\"10XX\",\"2*\"]");
    assertThat(shown.get("fence").get("callsPerDay").asInt()).isEqualTo(500);
    assertThat(shown.get("allowlist").toString()).isEqualTo("[\"127.0.0.1/32\"]");
    assertThat(shown.get("enabled").asBoolean()).isTrue();
    assertThat(shown.get("lastUsedAt").isNull()).isTrue();
    assertThat(shown.get("secrets").size()).isEqualTo(1);
  }

  @Test
  void updateChangesOnlyWhatItNamesAndHoldsFromTheNextRequestOn() {
    var made = created();
    var client = PbxClient.of(pbx, made);
    assertThat(client.get("/extensions").statusCode()).isEqualTo(200);
    var updated =
        Commands.app(
            "update",
            "--json",
            id(made),
            "--scope=cdr:read",
            "--add-ip=192.0.2.0/24",
            "--rate-limit=none");
    assertThat(updated.code()).as(updated.error()).isZero();
    assertThat(updated.json().get("scopes").toString()).isEqualTo("[\"cdr:read\"]");
    assertThat(updated.json().get("allowlist").size()).isEqualTo(2);
    assertThat(updated.json().get("rateLimit").asString()).isEqualTo("none");
    assertThat(updated.json().get("name")).isEqualTo(made.get("name"));
    await().atMost(PbxUser.SOON).until(() -> client.get("/extensions").statusCode() == 403);
    Commands.app("update", id(made), "--remove-ip=127.0.0.1");
    await().atMost(PbxUser.SOON).until(() -> client.get("/cdr").body().contains("access_denied"));
  }

  @Test
  void secretIsReplacedWithoutAnOutageAndShowTellsWhoHasTheOldOne() {
    var made = created();
    PbxClient.of(pbx, made);
    var rotated = Commands.app("rotate-secret", "--json", id(made), "--overlap=24h").json();
    assertThat(id(rotated)).isEqualTo(id(made));
    assertThat(rotated.get("clientSecret")).isNotEqualTo(made.get("clientSecret"));
    PbxClient.of(pbx, made);
    PbxClient.of(pbx, rotated);
    await()
        .atMost(PbxUser.SOON)
        .until(
            () -> users(id(made)).size() == 2 && users(id(made)).getFirst().contains(" 2 times"));
    assertThat(users(id(made))).allMatch(line -> line.contains("used by 127.0.0.1: last 20"));
    assertThat(Commands.app("rotate-secret", id(made), "--overlap=1h").code()).isEqualTo(1);
    assertThat(Commands.app("retire-secret", id(made)).out()).contains("by 127.0.0.1");
    assertThat(Commands.app("retire-secret", id(made)).code()).isEqualTo(1);
    assertThat(Commands.app("show", "--json", id(made)).json().get("secrets").size()).isEqualTo(1);
  }

  private static List<String> users(String id) {
    return Commands.app("show", id).out().lines().filter(line -> line.contains("used by")).toList();
  }

  @Test
  void disableEnableAndDeleteAreObeyed() {
    var made = created();
    var client = PbxClient.of(pbx, made);
    Commands.app("disable", id(made));
    await()
        .atMost(PbxUser.SOON)
        .until(() -> client.get("/extensions").body().contains("application_disabled"));
    Commands.app("enable", id(made));
    await().atMost(PbxUser.SOON).until(() -> client.get("/extensions").statusCode() == 200);
    assertThat(Commands.app("delete", id(made)).out()).contains("is deleted");
    await().atMost(PbxUser.SOON).until(() -> client.get("/extensions").statusCode() == 401);
    assertThat(Commands.app("show", id(made)).code()).isEqualTo(1);
  }

  @Test
  void badInputIsOneSentenceAndAnExitCode() {
    var id = id(created());
    for (var arguments :
        List.of(
            List.of("create", "--name=x", "--scope=no:such", "--allow-any"),
            List.of("create", "--name=x", "--scope=call:read", "--allow-ip=300.1.1.1"),
            List.of("create", "--name=x", "--scope=call:read", "--allow-any", "--fence=x=1"),
            List.of("create", "--name=x", "--scope=call:read", "--allow-any", "--rate-limit=5"),
            List.of("create", "--name=x", "--scope=call:read", "--allow-any", "--expires=soon"),
            List.of(
                "create", "--name=x", "--scope=call:read", "--allow-any", "--expires=2020-01-01"),
            List.of(
                "create", "--name=x", "--scope=call:read", "--allow-any", "--token-lifetime=1s"),
            List.of("update", id),
            List.of("update", id, "--remove-scope=cdr:read"),
            List.of("update", id, "--remove-ip=127.0.0.1"))) {
      var answer = Commands.app(arguments.toArray(String[]::new));
      assertThat(answer.code()).as(arguments.toString()).isEqualTo(2);
      assertThat(answer.error().strip().lines()).as(arguments.toString()).hasSize(1);
    }
    var nobody = Commands.app("disable", "app_nobody");
    assertThat(nobody.code()).isEqualTo(1);
    assertThat(nobody.error().strip()).isEqualTo("There is no application 'app_nobody'.");
    assertThat(Commands.app("create", "--name=x", "--scope=call:read").code())
        .as("neither --allow-ip nor --allow-any")
        .isEqualTo(2);
  }

  @Test
  void helpTeachesByExample() {
    for (var command :
        List.of(
            "create",
            "list",
            "show",
            "update",
            "rotate-secret",
            "retire-secret",
            "disable",
            "enable",
            "delete")) {
      var help = Commands.app(command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out()).as(command).contains("Example", "--data", "--json");
    }
    for (var command : List.of("list", "export", "verify")) {
      assertThat(Commands.audit(command, "--help").out()).as(command).contains("Example", "--data");
    }
  }

  @Test
  void changesByTheCommandLineAreAuditedAndTheLogIsWhole() {
    var id = id(created());
    Commands.app("update", id, "--description=changed");
    var rows = Commands.audit("list", "--json", "--object=application:" + id).json().get("items");
    assertThat(rows.size()).isEqualTo(2);
    var update = rows.get(0);
    assertThat(update.get("operation").asString()).isEqualTo("application.update");
    assertThat(update.get("actor").asString()).isEqualTo("cli:" + System.getProperty("user.name"));
    assertThat(update.get("before").toString()).isEqualTo("{\"description\":\"\"}");
    assertThat(update.get("after").toString()).isEqualTo("{\"description\":\"changed\"}");
    var verdict = Commands.audit("verify", "--json");
    assertThat(verdict.code()).as(verdict.out()).isZero();
    var head = verdict.json().get("head").asString();
    assertThat(Commands.audit("verify", "--expect=" + head).out()).contains("is whole");
    assertThat(Commands.audit("export", "--object=application:" + id).out().lines()).hasSize(2);
    assertThat(Commands.audit("list", "--outcome=maybe").code()).isEqualTo(2);
  }
}
