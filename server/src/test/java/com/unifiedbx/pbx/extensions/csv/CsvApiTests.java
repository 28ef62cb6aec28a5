package com.unifiedbx.pbx.extensions.csv;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/// Extensions in and out as CSV, over HTTP.
class CsvApiTests {

  private final TestCaller caller = TestCaller.with("extension:write");

  @Test
  void fileMakesAndChangesExtensionsAndTellsLineByLine() {
    caller.post("/extensions", "{\"extension\":\"40001\",\"name\":\"Old\",\"ringTimer\":33}");
    var csv =
        """
        \ufeffextension,name,voicemail_enable,voicemail_vmpwd,voicemail_options,ringtimer,hint_override,secret
        40001,New,no,,,33,x,
        40002,"Quoted, ""name""
        in two lines",yes,4711,saycid=yes|attach=no,20,,
        40003,"Bob; ${SHELL(id)} 😀",yes,4711,saycid=yes|attach=no,20,,
        40004,Weak,yes,1234,,,,
        911,Police,,,,,,
        40005,Secret,,,,,,weak
        """;
    var answer = run("?dryRun=true", csv);
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    assertThat(json(answer).get("kept").asBoolean()).isFalse();
    assertThat(caller.get("/extensions/40003").statusCode()).isEqualTo(404);

    answer = run("", csv);
    var lines = json(answer).get("lines");
    assertThat(lines.at("/0/status").asString()).isEqualTo("updated");
    assertThat(lines.at("/0/changes/name/1").asString()).isEqualTo("New");
    assertThat(lines.at("/1/field").asString()).isEqualTo("name");
    assertThat(lines.at("/2/status").asString()).isEqualTo("added");
    assertThat(lines.at("/2/secret").asString()).hasSize(24);
    assertThat(lines.at("/3/field").asString()).isEqualTo("voicemail.pin");
    assertThat(lines.at("/4/error").asString()).isEqualTo("number_taken");
    assertThat(lines.at("/5/field").asString()).isEqualTo("secret");
    assertThat(json(answer).at("/ignoredColumns/0").asString()).isEqualTo("hint_override");
    var made = json(caller.get("/extensions/40003"));
    assertThat(made.get("name").asString()).isEqualTo("Bob; ${SHELL(id)} 😀");
    assertThat(made.at("/voicemail/sayCallerId").asBoolean()).isTrue();
  }

  @Test
  void allOrNoneTakesNoneWhenALineIsRefused() {
    var answer = run("?atomic=true", "extension,name\r\n40011,Ann\r\n911,Bob\r\n");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).doesNotContain("\"secret\"");
    assertThat(caller.get("/extensions/40011").statusCode()).isEqualTo(404);
  }

  @Test
  void exportCanBeImportedAndChangesNothing() {
    caller.post(
        "/extensions",
        """
        {"extension":"40021","name":"=Ann, \\"A\\"","callForward":{"all":"+491"},"codecs":["g722","ulaw"],
         "destinations":{"busy":"voicemail:40021"},"voicemail":{"enabled":true,"email":"a@example.com"},
         "recording":{"onDemand":true,"inboundExternal":"force"},"timeZone":"Europe/Berlin",
         "callGroups":[],"pickupGroups":["a","b"]}
        """);
    var csv = caller.get("/extensions.csv");
    assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(csv.body()).contains("\"'=Ann, \"\"A\"\"\"").contains("'+491");
    var again = json(run("", csv.body()));
    assertThat(again.get("refused").asInt()).describedAs(again.toString()).isZero();
    assertThat(again.get("updated").asInt()).describedAs(again.toString()).isZero();
    assertThat(again.get("added").asInt()).isZero();
  }

  @Test
  void whatIsNoSuchFileIsRefusedAsAWhole() {
    for (var csv : new String[] {"", "name\r\nAnn\r\n", "extension,name\r\n\"40031,x\r\n"}) {
      var answer = run("", csv);
      assertThat(answer.statusCode()).describedAs(csv).isEqualTo(400);
    }
  }

  private HttpResponse<String> run(String query, String csv) {
    return caller.send("POST", "/extensions:import" + query, csv, "Content-Type", "text/csv");
  }
}
