package com.unifiedbx.pbx.cdr;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.cdr.journal.TestJournal;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an application sees of call records whose fence holds the extensions 66XX.
class CdrFenceTests {

  private static final String INSIDE = "c-fence-in";
  private static final String OUTSIDE = "c-fence-out";
  private static final String FOREIGN = "c-fence-number";

  private final TestCaller all = TestCaller.with("cdr:read", "call:write");
  private final TestCaller fenced =
      TestCaller.on(
          new Terms(false, new Fence(List.of("66*"), List.of(), null, null), null),
          "cdr:read",
          "call:write");
  @TempDir Path directory;

  @BeforeEach
  void store() throws IOException {
    var imported = TestImport.on(TestServer.shared().database(), directory.resolve("journal.csv"));
    imported.journal.append(record(661, INSIDE, "6601", "7701"));
    imported.journal.append(record(662, OUTSIDE, "7701", "7702"));
    // The number of the outside world that was dialled begins like an extension.
    imported.journal.append(record(663, FOREIGN, "7701", "660155512345"));
    imported.pass();
  }

  private static byte[] record(int number, String call, String src, String dst) {
    var fields = TestJournal.fields(number, 3, call);
    fields.set(4, src);
    fields.set(5, dst);
    fields.set(8, "PJSIP/" + src + "-00000001");
    fields.set(9, "PJSIP/" + dst + "-00000002");
    return TestJournal.bytes(fields);
  }

  private String id(String call) {
    return json(all.get("/cdr?callId=" + call)).at("/items/0/id").asString();
  }

  private static void assertOutside(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(json(answer).get("error").asString()).isEqualTo("outside_fence");
  }

  @Test
  void namingANumberOfTheOutsideWorldAsExtensionOpensNothing() {
    for (var list : List.of("/cdr", "/cdr/conversations", "/rest/cdr")) {
      var answer = fenced.get(list + "?extension=660155512345");
      assertThat(answer.body()).as(list).doesNotContain("7701");
    }
    assertThat(json(fenced.get("/cdr?extension=660155512345")).get("total").asInt()).isZero();
    assertThat(fenced.get("/cdr.csv?extension=660155512345").body()).doesNotContain("7701");
    assertThat(json(fenced.get("/cdr?extension=6601")).get("total").asInt()).isPositive();
  }

  @Test
  void listsShowOnlyWhatIsInside() {
    assertThat(json(fenced.get("/cdr?callId=" + INSIDE)).get("total").asInt()).isEqualTo(1);
    for (var call : List.of(OUTSIDE, FOREIGN)) {
      assertThat(json(all.get("/cdr?callId=" + call)).get("total").asInt()).isEqualTo(1);
      for (var list : List.of("/cdr?callId=", "/cdr/calls?callId=")) {
        var page = json(fenced.get(list + call));
        assertThat(page.get("total").asInt()).as(list + call).isZero();
        assertThat(page.get("items")).isEmpty();
      }
    }
    assertThat(json(fenced.get("/cdr?extension=7702")).get("total").asInt()).isZero();
    assertThat(json(fenced.get("/cdr?extension=6601")).get("total").asInt()).isPositive();
    var everything = json(fenced.get("/cdr?limit=1000"));
    assertThat(everything.get("total").asInt()).isEqualTo(everything.get("items").size());
    assertThat(everything.get("items").findValuesAsString("callId")).containsOnly(INSIDE);
  }

  @Test
  void graphQlShowsTheSame() {
    var query = "{ fetchAllCdrs(first: 100, filter: {callId: \"%s\"}) { totalCount cdrs { id } } }";
    var inside = json(fenced.gql(query.formatted(INSIDE)));
    assertThat(inside.at("/data/fetchAllCdrs/totalCount").asInt()).as("" + inside).isEqualTo(1);
    var outside = json(fenced.gql(query.formatted(OUTSIDE)));
    assertThat(outside.at("/data/fetchAllCdrs/totalCount").asInt()).as("" + outside).isZero();
    for (var id : List.of(id(OUTSIDE), "1763900000.662")) {
      var one = json(fenced.gql("{ fetchCdr(id: \"" + id + "\") { id } }"));
      assertThat(one.at("/errors/0/extensions/code").asString()).as(id).isEqualTo("FORBIDDEN");
    }
  }

  @Test
  void oneRecordItsConversationAndItsRecordingAreRefusedOutside() {
    assertThat(fenced.get("/cdr/" + id(INSIDE)).statusCode()).isEqualTo(200);
    assertThat(fenced.get("/cdr/calls/1763900000.661").statusCode()).isEqualTo(200);
    assertThat(fenced.get("/cdr/" + id(INSIDE) + "/recording").statusCode()).isEqualTo(404);
    for (var call : List.of(OUTSIDE, FOREIGN)) {
      assertOutside(fenced.get("/cdr/" + id(call)));
      assertOutside(fenced.get("/cdr/" + id(call) + "/recording"));
      assertOutside(fenced.delete("/cdr/" + id(call) + "/recording"));
    }
    assertOutside(fenced.get("/cdr/calls/1763900000.662"));
  }

  @Test
  void statisticsAreThoseOfAnExtensionInside() {
    assertOutside(fenced.get("/cdr/statistics"));
    assertOutside(fenced.get("/cdr/statistics?extension=7701"));
    assertThat(fenced.get("/cdr/statistics?extension=6601").statusCode()).isEqualTo(200);
    assertThat(all.get("/cdr/statistics").statusCode()).isEqualTo(200);
  }
}
