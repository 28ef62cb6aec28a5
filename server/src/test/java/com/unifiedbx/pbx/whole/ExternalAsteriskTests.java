package com.unifiedbx.pbx.whole;

import static com.unifiedbx.pbx.whole.PbxClient.json;
import static com.unifiedbx.pbx.whole.SipPhone.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.whole.SipPhone.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The product in front of an Asterisk that somebody else runs.
class ExternalAsteriskTests {

  private static final String SECRET = "the-keepers-own-4711";

  private final KeptAsterisk asterisk;

  ExternalAsteriskTests(@TempDir Path home) {
    asterisk = new KeptAsterisk(home);
  }

  @Test
  void aCallGoesThroughItAndLeavesItsRecord() throws IOException {
    var configuration =
        """
        asterisk = external
        ami-user = api
        ami-secret = %s
        pbx.cdr.journal = %s
        """
            .formatted(SECRET, asterisk.journal());
    try (asterisk;
        var pbx = TestPbx.with(configuration)) {
      var client = PbxClient.with(pbx, "call:write", "cdr:read", "extension:write", "system:read");
      var user = new PbxUser(client);
      var away = json(client.get("/health"));
      assertThat(away.get("status").asString()).isEqualTo("down");
      assertThat(away.at("/components/asterisk/reason").asString()).isNotEmpty();
      assertThat(user.tryCall("1001", "1002").statusCode()).isEqualTo(503);

      asterisk.start(pbx.data().resolve("external-asterisk"));
      awaitHealth(client, "up");
      assertThat(pbx.processNames()).containsExactly("postgresql");
      assertThat(pbx.data().resolve("run/asterisk.pid")).doesNotExist();

      oneCall(pbx, user);

      asterisk.close();
      awaitHealth(client, "down");
      asterisk.start(pbx.data().resolve("external-asterisk"));
      awaitHealth(client, "up");
      secretIsNowhereElse(pbx.data());
    }
  }

  private static void oneCall(TestPbx pbx, PbxUser user) {
    var one = user.extension("1001", "Ann \\\"A, B\\\" ${x}");
    var two = user.extension("1002", "Bob");
    try (var _ = registered(pbx, one, Manner.ANSWERS);
        var _ = registered(pbx, two, Manner.ANSWERS)) {
      var id = user.call("PJSIP/1001", "1002").get("id").asString();
      user.awaitStatus(id, "connected");
      user.hangUp(id);
      assertThat(user.awaitEnd(id).get("status").asString()).isEqualTo("completed");
      var records = user.awaitCdrs(id);
      assertThat(records).hasSize(1);
      var record = records.getFirst();
      assertThat(record.get("src").asString()).isEqualTo("1001");
      assertThat(record.get("dst").asString()).isEqualTo("1002");
      assertThat(record.get("disposition").asString()).isEqualTo("ANSWERED");
      assertThat(record.get("cause").asInt()).isEqualTo(16);
      assertThat(record.get("clid").asString()).contains("A, B").contains("<1001>");
      assertThat(record.get("answer").asString()).isGreaterThan(record.get("start").asString());
    }
  }

  private static void awaitHealth(PbxClient client, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> json(client.get("/health")).get("status").asString().equals(status));
  }

  /// But in what its keeper wrote, and in what its keeper is given.
  private static void secretIsNowhereElse(Path data) throws IOException {
    try (var files = Files.walk(data)) {
      assertThat(files.filter(Files::isRegularFile).filter(f -> f.toString().contains("/log/")))
          .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(SECRET));
    }
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(p -> p.info().commandLine().orElse("").contains(SECRET));
  }

  @Test
  void aWrongSecretIsSaidOnTheHealthPage() throws IOException {
    var configuration = "asterisk = external\nami-user = api\nami-secret = right\n";
    try (asterisk;
        var pbx = TestPbx.with(configuration)) {
      var client = PbxClient.with(pbx, "call:read");
      var given = pbx.data().resolve("external-asterisk");
      var account = given.resolve("manager.conf");
      Files.writeString(account, Files.readString(account).replace("= right", "= other"));
      asterisk.start(given);
      var health =
          await()
              .atMost(Duration.ofSeconds(60))
              .until(
                  () -> json(client.get("/health")),
                  h ->
                      h.at("/components/asterisk/reason").asString().contains("refuses the login"));
      assertThat(health.at("/components/cdrImport/status").asString()).isEqualTo("degraded");
      assertThat(health.at("/components/cdrImport/reason").asString()).contains("pbx.cdr.journal");
      assertThat(json(client.get("/calls")).get("items").values()).isEmpty();
    }
  }
}
