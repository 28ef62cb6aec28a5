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
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
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
    var id = item.get("id").asString();
    assertThat(JSON.readTree(get("/cdr/" + id, token).body())).isEqualTo(item);
    assertThat(item)
        .isEqualTo(
            JSON.readTree(
                """
                {"id": "%s", "callId": "c-wire", "uniqueid": "1763900000.1",
                 "linkedid": "1763900000.1", "sequence": 1, "start": "2025-11-23T12:13:21.123Z",
                 "answer": "2025-11-23T12:13:23.500Z", "end": "2025-11-23T12:13:30.750Z",
                 "clid": "\\"Alice\\" <1001>", "src": "1001", "dst": "1002",
                 "context": "from-internal", "channel": "PJSIP/1001-00000001",
                 "dstChannel": "PJSIP/1002-00000001", "lastApp": "Dial",
                 "lastData": "PJSIP/1002/sip:1002@127.0.0.1:5062,25,tT",
                 "disposition": "ANSWERED", "duration": 9, "billsec": 7, "accountCode": "1001",
                 "cause": 16, "recording": null}
                """
                    .formatted(id)));
    var call = JSON.readTree(get("/cdr/calls/1763900000.1", token).body());
    assertThat(call.at("/from/name").asString()).isEqualTo("Alice");
    assertThat(call.get("direction").asString()).isEqualTo("api");
    assertThat(call.has("way")).isFalse();
    assertThat(JSON.readTree(get("/cdr/calls?callId=c-wire", token).body()).at("/items/0"))
        .isEqualTo(call);
    var counted =
        JSON.readTree(
            get(
                    "/cdr/statistics?from=2025-11-01T00:00:00Z&to=2025-12-01T00:00:00Z&groupBy=day",
                    token)
                .body());
    assertThat(counted.at("/total/records").asInt()).isPositive();
    assertThat(counted.at("/items/0/key").asString()).isEqualTo("2025-11-23T00:00:00.000Z");
  }

  @Test
  void restClientsOfFreePbxFindTheirKeys() throws IOException {
    var imported = TestImport.on(server.database(), directory.resolve("journal.csv"));
    for (int n = 21; n <= 23; n++) {
      imported.journal.append(TestJournal.bytes(TestJournal.fields(n, 4, "7799")));
    }
    imported.pass();
    var token = token("rest");
    var day = "/rest/cdr?extension=7799&date_from=2025-11-23&date_to=2025-11-23";
    var all = JSON.readTree(get(day + "&limit=500", token).body());
    assertThat(all.size()).isEqualTo(3);
    assertThat(all.at("/0/calldate").asString()).isEqualTo("2025-11-23 12:13:43");
    assertThat(all.at("/0/src").asString()).isEqualTo("7799");
    assertThat(all.at("/0/uniqueid").asString()).isEqualTo("1763900000.23");
    assertThat(JSON.readTree(get(day + "&limit=2", token).body()).size()).isEqualTo(2);
    var moments = "/rest/cdr?extension=7799&date_from=2025-11-23+12:13:42&date_to=";
    for (var last : List.of("2025-11-23+12:13:42", "2025-11-23T12:13:43Z")) {
      assertThat(JSON.readTree(get(moments + last, token).body()).size()).as(last).isEqualTo(1);
    }
    for (var bad : List.of("limit=501", "limit=0", "date_from=23.11.2025", "from=2025-11-23")) {
      assertThat(get("/rest/cdr?" + bad, token).statusCode()).as(bad).isEqualTo(422);
    }
  }

  private JsonNode gql(String token, String query) {
    var body = JSON.writeValueAsString(Map.of("query", query));
    return JSON.readTree(
        server
            .send(
                server
                    .request("/gql")
                    .header("Authorization", "Bearer " + token)
                    .POST(BodyPublishers.ofString(body)))
            .body());
  }

  @Test
  void freePbxsQueriesAnswerByItsNamesAndMeanWhatTheySay() throws IOException {
    var imported = TestImport.on(server.database(), directory.resolve("journal.csv"));
    for (int n = 11; n <= 13; n++) {
      var fields = TestJournal.fields(n, 4, "7788");
      fields.set(15, String.valueOf(100 - n));
      imported.journal.append(TestJournal.bytes(fields));
    }
    imported.pass();
    var token = token("gql:cdr:read");
    var all =
        gql(
                token,
                """
                { fetchAllCdrs(first: 2, startDate: "2025-11-23", endDate: "2025-11-23",
                    filter: {src: "7788"}) {
                    status message totalCount pageInfo { hasNextPage endCursor }
                    edges { cursor } cdrs { uniqueid calldate timestamp src duration sequence } } }
                """)
            .at("/data/fetchAllCdrs");
    assertThat(all.get("message").asString()).isEqualTo("CDR data found successfully");
    assertThat(all.get("totalCount").asInt()).isEqualTo(3);
    assertThat(all.at("/cdrs/0/uniqueid").asString()).isEqualTo("1763900000.13");
    assertThat(all.at("/cdrs/0/calldate").asString()).isEqualTo("2025-11-23 12:13:33");
    var cursor = all.at("/pageInfo/endCursor").asString();
    assertThat(all.at("/edges/1/cursor").asString()).isEqualTo(cursor);
    var rest =
        gql(
            token,
            "{ fetchAllCdrs(filter: {src: \"7788\"}, cursor: \"%s\") { cdrs { uniqueid } } }"
                .formatted(cursor));
    assertThat(rest.at("/data/fetchAllCdrs/cdrs").size()).isEqualTo(1);
    var longest =
        gql(
            token,
            "{ fetchAllCdrs(first: 1, orderby: duration, filter: {src: \"7788\"}) { cdrs { sequence } } }");
    assertThat(longest.at("/data/fetchAllCdrs/cdrs/0/sequence").asString()).isEqualTo("11");
    var one = gql(token, "{ fetchCdr(id: \"1763900000_12\") { uniqueid message } }");
    assertThat(one.at("/data/fetchCdr/uniqueid").asString()).isEqualTo("1763900000.12");
    var half = gql(token, "{ fetchAllCdrs(startDate: \"2025-11-23\") { status } }");
    assertThat(half.at("/errors/0/message").asString()).isEqualTo("End Date is required..!!");
    var missing = gql(token, "{ fetchCdr(id: \"none\") { uniqueid } }");
    assertThat(missing.at("/errors/0/message").asString()).isEqualTo("CDR data does not exists");
    var counted =
        gql(
            token,
            "{ fetchCdrStatistics(from: \"2025-11-01T00:00:00Z\", to: \"2025-12-01T00:00:00Z\", extension: \"7788\") { total { records waiting { p50 } } } }");
    assertThat(counted.at("/data/fetchCdrStatistics/total/records").asInt()).isEqualTo(3);
  }
}
