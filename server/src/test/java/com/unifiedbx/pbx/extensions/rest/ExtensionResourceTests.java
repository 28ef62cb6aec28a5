package com.unifiedbx.pbx.extensions.rest;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The REST resource: patches, versions, lists and refusals.
class ExtensionResourceTests {

  private static final AtomicInteger NEXT = new AtomicInteger(30_000);
  private static final String PATCH_TYPE = "application/merge-patch+json";

  private final TestCaller caller = TestCaller.with("extension:write", "system:read");
  private final String number = String.valueOf(NEXT.incrementAndGet());

  @Test
  void patchChangesWhatItNamesAndNothingElse() {
    add(
        """
        {"extension":"%s","name":"Ann","email":"ann@example.com","ringTimer":40,
         "callForward":{"busy":"1002"},"codecs":["g722"],"voicemail":{"enabled":true,"pager":"p@example.com"}}
        """);
    var before = json(caller.get(path()));
    var answer =
        caller.send(
            "PATCH", path(), "{\"callForward\":{\"all\":\"+49301\"}}", "Content-Type", PATCH_TYPE);
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    var after = json(answer);
    assertThat(after.at("/callForward/all").asString()).isEqualTo("+49301");
    assertThat(after.at("/callForward/busy").asString()).isEqualTo("1002");
    for (var member : before.propertyNames()) {
      if (!member.equals("callForward") && !member.equals("updatedAt") && !member.equals("etag")) {
        assertThat(after.get(member)).describedAs(member).isEqualTo(before.get(member));
      }
    }
  }

  @Test
  void patchWithNullBringsBackTheDefault() {
    add("{\"extension\":\"%s\",\"name\":\"Ann\",\"ringTimer\":40,\"language\":\"de\"}");
    var answer = json(caller.send("PATCH", path(), "{\"ringTimer\":null,\"language\":null}"));
    assertThat(answer.get("ringTimer").asInt()).isEqualTo(25);
    assertThat(answer.get("language").asString()).isEqualTo("en");
    assertRefused(caller.send("PATCH", path(), "{\"name\":null}"), 422, "name");
  }

  @Test
  void wholeAnswerMayBeSentBackAndChangesNothing() {
    var made = json(add("{\"extension\":\"%s\",\"name\":\"Ann\"}"));
    var shown = caller.get(path()).body();
    var answer = caller.send("PATCH", path(), shown);
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    assertThat(json(answer).get("createdAt")).isEqualTo(made.get("createdAt"));
    assertThat(caller.send("PATCH", path(), shown).statusCode()).isEqualTo(412);
    assertThat(caller.send("PUT", path(), caller.get(path()).body()).statusCode()).isEqualTo(200);
  }

  @Test
  void staleVersionIsRefused() {
    var etag = add("{\"extension\":\"%s\",\"name\":\"Ann\"}").headers().firstValue("ETag");
    var patch = "{\"name\":\"Bea\"}";
    var first = caller.send("PATCH", path(), patch, "If-Match", etag.orElseThrow());
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("ETag")).isNotEqualTo(etag);
    var second = caller.send("PATCH", path(), patch, "If-Match", etag.orElseThrow());
    assertThat(second.statusCode()).isEqualTo(412);
    assertThat(json(second).get("error").asString()).isEqualTo("stale");
    assertThat(caller.send("DELETE", path(), "", "If-Match", etag.orElseThrow()).statusCode())
        .isEqualTo(412);
    assertThat(caller.send("DELETE", path(), "", "If-Match", "*").statusCode()).isEqualTo(204);
  }

  @Test
  void putReplacesAllButTheNumber() {
    add("{\"extension\":\"%s\",\"name\":\"Ann\",\"doNotDisturb\":true}");
    var answer = json(caller.send("PUT", path(), "{\"name\":\"Bea\",\"callWaiting\":false}"));
    assertThat(answer.get("name").asString()).isEqualTo("Bea");
    assertThat(answer.get("doNotDisturb").asBoolean()).isFalse();
    assertThat(answer.get("callWaiting").asBoolean()).isFalse();
    assertThat(answer.get("extension").asString()).isEqualTo(number);
  }

  @Test
  void whatTheServerSetsCanNotBeChanged() {
    add("{\"extension\":\"%s\",\"name\":\"Ann\"}");
    assertRefused(caller.send("PATCH", path(), "{\"extension\":\"77\"}"), 422, "extension");
    assertRefused(caller.send("PATCH", path(), "{\"createdAt\":\"x\"}"), 422, "createdAt");
    assertRefused(caller.send("PATCH", path(), "{\"secret\":\"x\"}"), 422, "secret");
    assertRefused(caller.send("PATCH", path(), "{\"nonsense\":1}"), 422, "nonsense");
    assertRefused(
        caller.send("PATCH", path(), "{\"callForward\":{\"all\":\"x y\"}}"),
        422,
        "callForward.all");
    assertRefused(
        caller.send("PATCH", path(), "{\"destinations\":{\"busy\":\"app,1,1\"}}"),
        422,
        "destinations.busy");
    assertRefused(caller.send("PATCH", path(), "{\"codecs\":[\"mp3\"]}"), 422, "codecs");
    assertRefused(caller.send("PATCH", path(), "{\"codecs\":[null]}"), 422, "codecs");
    assertRefused(caller.send("PATCH", path(), "{\"timeZone\":\"Mars/Base\"}"), 422, "timeZone");
    assertRefused(
        caller.send("PATCH", path(), "{\"recording\":{\"priority\":99}}"),
        422,
        "recording.priority");
    assertThat(caller.send("PATCH", path(), "[1]").statusCode()).isEqualTo(400);
    assertThat(caller.send("PATCH", "/extensions/888888", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void chosenSecretIsTakenUnlessItIsWeak() {
    add("{\"extension\":\"%s\",\"name\":\"Ann\"}");
    var chosen = caller.post(path() + "/secret", "{\"secret\":\"aB3-long-enough-9\"}");
    assertThat(json(chosen).get("secret").asString()).isEqualTo("aB3-long-enough-9");
    assertRefused(caller.post(path() + "/secret", "{\"secret\":\"short\"}"), 422, "secret");
    assertThat(json(caller.post(path() + "/secret", "")).get("secret").asString()).hasSize(24);
  }

  @Test
  void numbersOfOthersAreRefusedByName() {
    for (var taken : new String[] {"700", "701", "911"}) {
      var answer = caller.post("/extensions", "{\"extension\":\"" + taken + "\",\"name\":\"Ann\"}");
      assertRefused(answer, 409, "extension");
      assertThat(json(answer).get("error").asString()).isEqualTo("number_taken");
      assertThat(json(answer).get("message").asString()).containsAnyOf("parking", "emergency");
    }
  }

  /// The number of all is kept beside them, and not counted for every list.
  @Test
  void theTotalOfAllFollowsEveryChange() {
    var total = total();
    add("{\"extension\":\"%s\",\"name\":\"Ann\"}");
    assertThat(total()).isEqualTo(total + 1);
    caller.post(
        "/extensions:range?dryRun=true", "{\"start\":\"69500\",\"count\":5,\"name\":\"x\"}");
    assertThat(total()).isEqualTo(total + 1);
    caller.post("/extensions:range", "{\"start\":\"69500\",\"count\":5,\"name\":\"x\"}");
    assertThat(total()).isEqualTo(total + 6);
    caller.delete("/extensions/69502");
    assertThat(total()).isEqualTo(total + 5);
  }

  private long total() {
    return json(caller.get("/extensions?limit=1")).get("total").asLong();
  }

  @Test
  void aRingGroupAndAnExtensionDoNotShareANumber() {
    var groups = TestCaller.with("gql");
    var add =
        "mutation { addRingGroup(input: {groupNumber: \"%s\", description: \"Sales\", strategy:"
            + " \"ringall\", extensionList: \"12075551234\"}) { status } }";
    var number = "68999";
    groups.gql(add.formatted(number));
    var taken = caller.post("/extensions", "{\"extension\":\"" + number + "\",\"name\":\"Ann\"}");
    assertRefused(taken, 409, "extension");
    assertThat(json(taken).get("message").asString()).contains("ring group " + number + " (Sales)");
    caller.post("/extensions", "{\"extension\":\"68998\",\"name\":\"Ann\"}");
    assertThat(groups.gql(add.formatted("68998")).body()).contains("extension 68998");
  }

  @Test
  void searchFindsTextInNumberNameAndAddress() {
    var word = "Zq%_" + number;
    add("{\"extension\":\"%s\",\"name\":\"Mr " + word.replace("%", "%%") + " X\"}");
    for (var q : new String[] {"ZQ%25_" + number, number}) {
      var found = json(caller.get("/extensions?q=" + q));
      assertThat(found.get("total").asInt()).describedAs(q).isEqualTo(1);
      assertThat(found.at("/items/0/extension").asString()).isEqualTo(number);
    }
    assertThat(json(caller.get("/extensions?q=nobody-has-this")).get("total").asInt()).isZero();
    assertThat(json(caller.get("/extensions?prefix=" + number)).get("total").asInt()).isEqualTo(1);
  }

  @Test
  void listInAnyOrderIsPagedWithoutGaps() {
    for (var name : new String[] {"b", "a", "c", "b", "a"}) {
      caller.post(
          "/extensions",
          "{\"extension\":\"%d\",\"name\":\"%s\"}".formatted(NEXT.incrementAndGet(), name));
    }
    for (var order : new String[] {"extension", "-extension", "name", "-name", "-updatedAt"}) {
      var seen = new java.util.ArrayList<String>();
      var total = 0;
      var cursor = "";
      do {
        var page =
            json(
                caller.get(
                    "/extensions?limit=2&prefix=3&order="
                        + order
                        + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
        total = page.get("total").asInt();
        page.get("items").forEach(item -> seen.add(item.get("extension").asString()));
        cursor = page.get("nextCursor").asString("");
      } while (!cursor.isEmpty());
      assertThat(seen).describedAs(order).hasSize(total).doesNotHaveDuplicates();
    }
    assertRefused(caller.get("/extensions?order=age"), 422, "order");
    assertRefused(caller.get("/extensions?cursor=nonsense"), 422, "cursor");
  }

  @Test
  void batchAnswersEachItem() {
    var other = NEXT.incrementAndGet();
    var answer =
        caller.post(
            "/extensions:batch",
            """
            [{"extension":"%s","name":"Ann"},{"extension":"%s","name":"Twice"},{"extension":"x","name":"Bad"},
             {"extension":"%d","name":"Bob","voicemail":{"enabled":true,"pin":"1234"}}]
            """
                .formatted(number, number, other));
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    var items = json(answer).get("items");
    assertThat(items.get(0).get("status").asInt()).isEqualTo(201);
    assertThat(items.get(0).at("/extension/secret").asString()).hasSize(24);
    assertThat(items.get(1).get("status").asInt()).isEqualTo(409);
    assertThat(items.get(2).get("status").asInt()).isEqualTo(422);
    assertThat(items.get(3).at("/error/field").asString()).isEqualTo("voicemail.pin");
    assertThat(caller.get(path()).statusCode()).isEqualTo(200);
    assertThat(caller.get("/extensions/" + other).statusCode()).isEqualTo(404);
  }

  @Test
  void batchOfAllOrNoneMakesNoneWhenOneIsRefused() {
    var body =
        "{\"items\":[{\"extension\":\"%s\",\"name\":\"Ann\"},{\"extension\":\"911\",\"name\":\"B\"}]}"
            .formatted(number);
    var answer = caller.post("/extensions:batch?atomic=true", body);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).at("/items/0/error/error").asString()).isEqualTo("not_made");
    assertThat(answer.body()).doesNotContain("\"secret\"");
    assertThat(caller.get(path()).statusCode()).isEqualTo(404);
  }

  @Test
  void dryRunMakesNothing() {
    var body = "{\"extension\":\"%s\",\"name\":\"Ann\"}".formatted(number);
    assertThat(caller.post("/extensions?dryRun=true", body).statusCode()).isEqualTo(200);
    var batch = caller.post("/extensions:batch?dryRun=true", "[" + body + "]");
    assertThat(json(batch).at("/items/0/status").asInt()).isEqualTo(200);
    assertThat(batch.body()).doesNotContain("\"secret\"");
    assertThat(caller.get(path()).statusCode()).isEqualTo(404);
  }

  @Test
  void rangeMakesNumbersInARow() {
    var start = NEXT.addAndGet(10) - 9;
    var answer =
        caller.post(
            "/extensions:range",
            "{\"start\":\"%d\",\"count\":3,\"name\":\"Desk {n}\"}".formatted(start));
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    assertThat(json(caller.get("/extensions/" + (start + 2))).get("name").asString())
        .isEqualTo("Desk " + (start + 2));
    var next = json(caller.get("/extensions:next?from=" + start + "&count=2"));
    assertThat(next.get("extension").asString()).isEqualTo(String.valueOf(start + 3));
    assertThat(next.get("extensions").size()).isEqualTo(2);
  }

  private HttpResponse<String> add(String body) {
    var answer = caller.post("/extensions", body.formatted(number));
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(201);
    return answer;
  }

  private String path() {
    return "/extensions/" + number;
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String field) {
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(status);
    assertThat(json(answer).get("field").asString()).isEqualTo(field);
  }
}
