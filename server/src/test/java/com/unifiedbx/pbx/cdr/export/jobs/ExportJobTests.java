package com.unifiedbx.pbx.cdr.export.jobs;

import static com.unifiedbx.pbx.TestCaller.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.applications.NewApplication;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Exports in the background, and the links to their files, over HTTP.
class ExportJobTests {

  private static final String CALL = "c-export-job";

  /// More than are read at once.
  private static final int COUNT = 5_432;

  private final TestServer server = TestServer.shared();
  private final JdbcClient jdbc = server.bean(JdbcClient.class);
  private final TestCaller caller = TestCaller.with("cdr:read");

  @BeforeEach
  void store() {
    if (json(caller.get("/cdr?callId=" + CALL)).get("total").asInt() == 0) {
      jdbc.sql(
              """
              insert into pbx.cdr (start, answer, "end", uniqueid, linkedid, sequence, call_id, src,
                dst, clid, dcontext, channel, dstchannel, lastapp, lastdata, duration, billsec,
                disposition, direction, accountcode, peeraccount, userfield, cause)
              select start, start, start, 'job-' || n, 'job-' || n, n, ?, '8701', '8702',
                case n % 3 when 0 then '=HYPERLINK("http://example.com";"a, b") <8701>'
                  when 1 then 'Zoë, "Z"' || chr(9) || ' <8701>' else '"Plain" <8701>' end,
                'from-internal', '', '', 'Dial', '-1+1', 0, 0, 'ANSWERED', 'internal', '@SUM(A1)',
                '', '', 16
              from (select n, timestamptz '2025-10-05 12:00Z' + n * interval '17 seconds' as start
                  from generate_series(1, ?) n) r
              """)
          .params(CALL, COUNT)
          .update();
    }
  }

  private JsonNode add(TestCaller by, String body) {
    var answer = by.post("/cdr/exports", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    var job = json(answer);
    assertThat(answer.headers().firstValue("location"))
        .hasValue("/admin/api/api/cdr/exports/" + job.get("id").asString());
    return job;
  }

  private JsonNode done(TestCaller by, String id) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> json(by.get("/cdr/exports/" + id)),
            job -> job.get("status").asString().equals("done"));
  }

  private JsonNode made(TestCaller by, String body) {
    return done(by, add(by, body).get("id").asString());
  }

  private static String order(String more) {
    return "{\"callId\": \"" + CALL + "\"" + more + "}";
  }

  /// Without a token.
  private HttpResponse<String> fetch(String url, String... headers) {
    var request = server.requestAtRoot(url);
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  private void assertRefused(String url, int status, String error) {
    var answer = fetch(url);
    assertThat(answer.statusCode()).as(url + " " + answer.body()).isEqualTo(status);
    assertThat(json(answer).get("error").asString()).as(url).isEqualTo(error);
    assertThat(answer.body()).doesNotContain("=HYPERLINK");
  }

  private Path file(String id) {
    return server.bean(ExportJobsProperties.class).directory().resolve(id);
  }

  @Test
  void theFileIsWhatTheExportAtOnceSends() throws IOException {
    for (var format : List.of("csv", "jsonl")) {
      var job = made(caller, order(", \"format\": \"" + format + "\""));
      var body = fetch(job.get("url").asString());
      assertThat(body.statusCode()).isEqualTo(200);
      var atOnce = caller.get("/cdr." + format + "?callId=" + CALL);
      assertThat(body.body()).isEqualTo(atOnce.body()).contains("Zoë").contains("HYPERLINK");
      assertThat(body.headers().firstValue("content-type"))
          .isEqualTo(atOnce.headers().firstValue("content-type"));
      assertThat(body.headers().firstValue("content-disposition").orElse(""))
          .matches("attachment; filename=\"cdr-\\d{8}T\\d{6}Z\\." + format + "\"");
      assertThat(job.at("/progress/records").asInt()).isEqualTo(COUNT);
      assertThat(job.at("/progress/total").asInt()).isEqualTo(COUNT);
      assertThat(job.get("size").asLong()).isEqualTo(body.body().getBytes(UTF_8).length);
      assertThat(job.get("error").isNull()).isTrue();
      assertThat(Instant.parse(job.get("expiresAt").asString()))
          .isAfter(Instant.parse(job.get("finishedAt").asString()));
    }
  }

  @Test
  void aCompressedFileHoldsTheSame() throws IOException {
    var job = made(caller, order(", \"gzip\": true"));
    var answer = server.open(server.requestAtRoot(job.get("url").asString()));
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/gzip");
    assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
    try (var body = new GZIPInputStream(answer.body())) {
      assertThat(new String(body.readAllBytes(), UTF_8))
          .isEqualTo(caller.get("/cdr.csv?callId=" + CALL).body());
    }
    assertThat(answer.headers().firstValue("content-disposition").orElse("")).endsWith(".csv.gz\"");
  }

  @Test
  void aDownloadIsResumed() throws IOException {
    var job = made(caller, order(""));
    var url = job.get("url").asString();
    var whole = fetch(url).body().getBytes(UTF_8);
    var rest = server.open(server.requestAtRoot(url).header("Range", "bytes=100000-"));
    assertThat(rest.statusCode()).isEqualTo(206);
    var bytes = rest.body().readAllBytes();
    assertThat(bytes).isEqualTo(Arrays.copyOfRange(whole, 100_000, whole.length));
    var head =
        server.send(server.requestAtRoot(url).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.headers().firstValue("content-length")).hasValue("" + whole.length);
    assertThat(fetch(url, "Range", "bytes=99999999-").statusCode()).isEqualTo(416);
  }

  @Test
  void onlyTheOwnerOfTheProcessReadsTheFile() throws IOException {
    var id = made(caller, order("")).get("id").asString();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(id))))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(id).getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void aLinkThatWasNotGivenOutIsRefused() {
    var url = made(caller, order("")).get("url").asString();
    var other = made(caller, order(", \"src\": \"8701\"")).get("url").asString();
    var path = url.substring(0, url.indexOf('?'));
    var signature = url.substring(url.indexOf("&signature="));
    var ofOther = other.substring(other.indexOf('?'));
    var links = server.bean(DownloadLinks.class);
    var id = path.replaceAll(".*/(exp_[0-9a-f]+)/file", "$1");
    assertThat(fetch(links.link(id, Instant.now().plusSeconds(60))).statusCode()).isEqualTo(200);

    assertRefused(path, 403, "link_invalid");
    assertRefused(path + ofOther, 403, "link_invalid");
    assertRefused(path + "?expires=99999999999" + signature, 403, "link_invalid");
    assertRefused(path + "?expires=1e3" + signature, 403, "link_invalid");
    assertRefused(url.substring(0, url.length() - 2) + "AA", 403, "link_invalid");
    assertRefused(url + "x", 403, "link_invalid");
    for (var elsewhere :
        List.of("exp_00", "exp_00000000000000000000000000000000", id.replace("exp_", "EXP_"))) {
      assertRefused(url.replace(id, elsewhere), 403, "link_invalid");
    }
    assertRefused(links.link(id, Instant.now().minusSeconds(1)), 403, "link_expired");
    assertRefused(
        links.link("exp_00000000000000000000000000000000", Instant.now().plusSeconds(60)),
        404,
        "not_found");
  }

  @Test
  void aLinkIsWorthNoMoreThanItsApplication() {
    var applications = server.bean(Applications.class);
    var by = TestCaller.with("cdr:read", "extension:read");
    var url = made(by, order("")).get("url").asString();
    assertThat(fetch(url).statusCode()).isEqualTo(200);

    var elsewhere = server.sendFrom("127.0.0.2", server.requestAtRoot(url));
    assertThat(json(elsewhere).get("error").asString()).isEqualTo("access_denied");

    applications.setEnabled(by.applicationId(), false);
    awaitRefused(url, 403, "application_disabled");
    applications.setEnabled(by.applicationId(), true);
    await().until(() -> fetch(url).statusCode() == 200);

    applications.change(by.applicationId(), is -> with(is, List.of("extension:read"), is.terms()));
    awaitRefused(url, 403, "insufficient_scope");
    var fence = new Fence(List.of("99*"), List.of(), null, null);
    applications.change(
        by.applicationId(), is -> with(is, List.of("cdr:read"), new Terms(false, fence, null)));
    awaitRefused(url, 403, "outside_fence");

    applications.delete(by.applicationId());
    awaitRefused(url, 401, "invalid_token");
  }

  private static NewApplication with(NewApplication is, List<String> scopes, Terms terms) {
    return new NewApplication(
        is.name(),
        is.description(),
        scopes,
        is.allowlist(),
        is.expiresAt(),
        is.tokenLifetime(),
        terms);
  }

  /// Other nodes hear of it a moment later.
  private void awaitRefused(String url, int status, String error) {
    await().until(() -> fetch(url).statusCode() == status);
    assertRefused(url, status, error);
  }

  @Test
  void anExportShowsWhatTheFenceShows() {
    var inside = new Terms(false, new Fence(List.of("8702"), List.of(), null, null), null);
    var outside = new Terms(false, new Fence(List.of("77*"), List.of(), null, null), null);
    var some = made(TestCaller.on(inside, "cdr:read"), order(", \"minDuration\": 0"));
    assertThat(some.at("/progress/records").asInt()).isEqualTo(COUNT);
    var none = made(TestCaller.on(outside, "cdr:read"), order(""));
    assertThat(none.at("/progress/records").asInt()).isZero();
    assertThat(fetch(none.get("url").asString()).body().lines()).hasSize(1);
  }

  @Test
  void jobsAreSeenByTheirApplicationOnly() {
    var id = made(caller, order("")).get("id").asString();
    assertThat(json(caller.get("/cdr/exports")).at("/items/0/id").asString()).isEqualTo(id);
    var other = TestCaller.with("cdr:read");
    assertThat(json(other.get("/cdr/exports")).get("total").asInt()).isZero();
    assertThat(other.get("/cdr/exports/" + id).statusCode()).isEqualTo(404);
    assertThat(other.delete("/cdr/exports/" + id).statusCode()).isEqualTo(404);
    assertThat(file(id)).exists();
  }

  @Test
  void whatIsWrongIsRefusedWithItsField() {
    var wrong =
        List.of(
            "{\"form\": \"2026\"}",
            "{\"format\": \"xml\"}",
            "{\"gzip\": \"yes\"}",
            "{\"from\": \"yesterday\"}",
            "{\"src\": [1]}",
            "{\"limit\": 5}",
            "{\"cursor\": \"a\"}");
    for (var body : wrong) {
      var answer = caller.post("/cdr/exports", body);
      assertThat(answer.statusCode()).as(body + answer.body()).isEqualTo(422);
      assertThat(body).contains('"' + json(answer).get("field").asString() + '"');
    }
    assertThat(json(caller.get("/cdr/exports")).get("total").asInt()).isZero();
  }

  @Test
  void anApplicationHasTenAtMost() {
    for (var number = 0; number < 10; number++) {
      add(caller, "{\"callId\": \"none\"}");
    }
    var answer = caller.post("/cdr/exports", "{}");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).get("error").asString()).isEqualTo("too_many_exports");
    add(TestCaller.with("cdr:read"), "{\"callId\": \"none\"}");
  }

  @Test
  void whatHasNotEndedIsCanceledAndWhatHasIsRemoved() {
    var runner = server.bean(ExportRunner.class);
    runner.stop();
    var id = "";
    try {
      id = add(caller, order("")).get("id").asString();
      assertThat(json(caller.get("/cdr/exports/" + id)).get("status").asString())
          .isEqualTo("queued");
      assertThat(caller.delete("/cdr/exports/" + id).statusCode()).isEqualTo(204);
      var canceled = json(caller.get("/cdr/exports/" + id));
      assertThat(canceled.get("status").asString()).isEqualTo("canceled");
      assertThat(canceled.get("url").isNull()).isTrue();
    } finally {
      runner.start();
    }
    assertThat(caller.delete("/cdr/exports/" + id).statusCode()).isEqualTo(204);
    assertThat(caller.get("/cdr/exports/" + id).statusCode()).isEqualTo(404);

    var job = made(caller, order(""));
    assertThat(caller.delete("/cdr/exports/" + job.get("id").asString()).statusCode())
        .isEqualTo(204);
    assertThat(file(job.get("id").asString())).doesNotExist();
    assertRefused(job.get("url").asString(), 404, "not_found");
  }

  @Test
  void aJobGoesWithItsFileWhenItsTimeIsUp() {
    var job = made(caller, order(""));
    var id = job.get("id").asString();
    jdbc.sql("update pbx.cdr_export set expires_at = now() where id = ?").param(id).update();
    assertThat(caller.get("/cdr/exports/" + id).statusCode()).isEqualTo(404);
    assertRefused(job.get("url").asString(), 404, "not_found");
    server.bean(ExportRunner.class).wake();
    await().until(() -> !Files.exists(file(id)));
  }

  @Test
  void whoExportedAndWhoFetchedIsOnRecord() {
    var job = made(caller, order(""));
    fetch(job.get("url").asString(), "Range", "bytes=0-9");
    caller.delete("/cdr/exports/" + job.get("id").asString());
    var auditor = TestCaller.with("system:read");
    var rows =
        await()
            .until(
                () ->
                    json(auditor.get("/audit?object=cdr-export:" + job.get("id").asString()))
                        .get("items"),
                items -> items.size() == 3);
    assertThat(rows.findValuesAsString("operation"))
        .containsExactlyInAnyOrder("cdr-export.add", "cdr-export.download", "cdr-export.delete");
    assertThat(rows.findValuesAsString("actor")).containsOnly(caller.applicationId());
    assertThat(rows.toString()).contains("bytes=0-9").contains(CALL).doesNotContain("signature");
  }

  @Test
  void graphQlDoesTheSame() {
    var begun =
        json(
            caller.gql(
                """
                mutation { addCdrExport(input: {filter: {callId: "%s", minDuration: 0}, format: "jsonl",
                  clientMutationId: "m"}) { status message clientMutationId cdrExport { id status } } }
                """
                    .formatted(CALL)));
    assertThat(begun.at("/data/addCdrExport/status").asBoolean()).as("" + begun).isTrue();
    assertThat(begun.at("/data/addCdrExport/clientMutationId").asString()).isEqualTo("m");
    var id = begun.at("/data/addCdrExport/cdrExport/id").asString();
    var job = done(caller, id);
    var one =
        json(caller.gql(
                "{ fetchCdrExport(id: \"%s\") { status format gzip filter size url createdAt finishedAt expiresAt progress { records total } error message } }"
                    .formatted(id)))
            .at("/data/fetchCdrExport");
    assertThat(one.get("status").asString()).isEqualTo("done");
    assertThat(one.at("/progress/records").asInt()).isEqualTo(COUNT);
    assertThat(one.at("/filter/callId").asString()).isEqualTo(CALL);
    assertThat(one.get("createdAt")).isEqualTo(job.get("createdAt"));
    assertThat(fetch(one.get("url").asString()).statusCode()).isEqualTo(200);
    var all =
        json(
            caller.gql(
                "{ fetchAllCdrExports { totalCount pageInfo { hasNextPage endCursor } cdrExports { id } } }"));
    assertThat(all.at("/data/fetchAllCdrExports/cdrExports/0/id").asString()).isEqualTo(id);
    var gone =
        json(
            caller.gql(
                "mutation { deleteCdrExport(input: {id: \"%s\"}) { status } }".formatted(id)));
    assertThat(gone.at("/data/deleteCdrExport/status").asBoolean()).as("" + gone).isTrue();
    var missing = json(caller.gql("{ fetchCdrExport(id: \"%s\") { id } }".formatted(id)));
    assertThat(missing.at("/errors/0/extensions/code").asString()).isEqualTo("NOT_FOUND");
  }
}
