package com.unifiedbx.pbx.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.applications.Allowlist;
import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.applications.NewApplication;
import com.unifiedbx.pbx.cdr.journal.TestJournal;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// `GET /cdr` as integrations meet it: guarded, strict, in the shape of the contract.
class CdrWireTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestServer server = TestServer.shared();
  @TempDir Path directory;

  private String token(String scope) {
    var app =
        server
            .bean(Applications.class)
            .create(
                new NewApplication(
                    "cdr " + UUID.randomUUID(),
                    "",
                    List.of(scope),
                    Allowlist.parse(List.of("127.0.0.1")),
                    null));
    var form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(app.application().id(), app.secret().value());
    var answer =
        server.send(
            server
                .request("/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    return JSON.readTree(answer.body()).get("access_token").asString();
  }

  private HttpResponse<String> get(String path, String token) {
    return server.send(server.request(path).header("Authorization", "Bearer " + token));
  }

  @Test
  void recordsAreGuardedByTheirScope() {
    assertThat(server.send(server.request("/cdr")).statusCode()).isEqualTo(401);
    var forbidden = get("/cdr", token("call:read"));
    assertThat(forbidden.statusCode()).isEqualTo(403);
    assertThat(JSON.readTree(forbidden.body()).get("requiredScope").asString())
        .isEqualTo("cdr:read");
  }

  @Test
  void badQuestionsAreProblemsWithTheirField() {
    var token = token("cdr:read");
    var unknown = get("/cdr?form=2026-11-23T00:00:00Z", token);
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(unknown.body()).get("field").asString()).isEqualTo("form");
    assertThat(get("/cdr?limit=1001", token).statusCode()).isEqualTo(422);
    assertThat(get("/cdr?src=%00", token).statusCode()).isEqualTo(422);
    assertThat(get("/cdr/nothing-like-it", token).statusCode()).isEqualTo(404);
  }

  @Test
  void storedRecordsAreListedAndShown() throws IOException {
    var imported = TestImport.on(server.database(), directory.resolve("journal.csv"));
    imported.journal.append(TestJournal.bytes(TestJournal.fields(1, 3, "c-wire")));
    imported.pass();
    var token = token("cdr:read");
    var page = JSON.readTree(get("/cdr?callId=c-wire", token).body());
    assertThat(page.get("total").asInt()).isEqualTo(1);
    assertThat(page.get("nextCursor").isNull()).isTrue();
    var item = page.get("items").get(0);
    assertThat(item.get("recording").isNull()).isTrue();
    assertThat(JSON.readTree(get("/cdr/" + item.get("id").asString(), token).body()))
        .isEqualTo(item);
  }
}
