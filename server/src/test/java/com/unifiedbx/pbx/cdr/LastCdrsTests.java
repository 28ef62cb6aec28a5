package com.unifiedbx.pbx.cdr;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.cdr.journal.TestJournal;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The newest call records of extensions, asked with the extensions.
class LastCdrsTests {

  private final TestCaller caller = TestCaller.with("extension:write", "cdr:read");
  @TempDir Path directory;

  @BeforeEach
  void store() throws IOException {
    for (var number : new String[] {"6801", "6802", "6803"}) {
      caller.gql(
          "mutation { addExtension(input: {extensionId: %s, name: \"A\", email: \"\"}) { status } }"
              .formatted(number));
    }
    var imported = TestImport.on(TestServer.shared().database(), directory.resolve("journal.csv"));
    imported.journal.append(record(681, "6801", "6802"));
    imported.journal.append(record(682, "6802", "6801"));
    imported.journal.append(record(683, "6801", "12075551234"));
    imported.pass();
  }

  @Test
  void eachExtensionOfAListHasItsOwnNewestFirst() {
    var list =
        extensions("{ extensionId one: lastCdrs(first: 1) { dst } all: lastCdrs { src dst } }");
    assertThat(list.at("/0/all").findValuesAsString("dst"))
        .containsExactly("12075551234", "6801", "6802");
    assertThat(list.at("/0/one").findValuesAsString("dst")).containsExactly("12075551234");
    assertThat(list.at("/1/all").findValuesAsString("src")).containsExactly("6802", "6801");
    assertThat(list.at("/2/all")).isEmpty();
  }

  @Test
  void theyNeedTheirOwnScope() {
    var answer =
        TestCaller.with("extension:read")
            .gql("{ fetchExtension(extensionId: 6801) { tech lastCdrs { src } } }");
    assertThat(json(answer).at("/errors/0/extensions/requiredScope").asString())
        .isEqualTo("cdr:read");
    assertThat(json(answer).at("/data/fetchExtension/tech").asString()).isEqualTo("pjsip");
  }

  @Test
  void howManyIsBounded() {
    var answer =
        caller.gql("{ fetchExtension(extensionId: 6801) { lastCdrs(first: 101) { src } } }");
    assertThat(json(answer).at("/errors/0/extensions/field").asString()).isEqualTo("first");
  }

  private JsonNode extensions(String fields) {
    var answer =
        caller.gql(
            "{ fetchAllExtensions(filter: {extensions: [6801, 6802, 6803]}) { extension "
                + fields
                + " } }");
    assertThat(json(answer).has("errors")).describedAs(answer.body()).isFalse();
    return json(answer).at("/data/fetchAllExtensions/extension");
  }

  private static byte[] record(int number, String src, String dst) {
    var fields = TestJournal.fields(number, 3, "c-last-" + number);
    fields.set(4, src);
    fields.set(5, dst);
    fields.set(8, "PJSIP/" + src + "-00000001");
    fields.set(9, "PJSIP/" + dst + "-00000002");
    return TestJournal.bytes(fields);
  }
}
