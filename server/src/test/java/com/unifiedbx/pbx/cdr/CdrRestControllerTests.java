package com.unifiedbx.pbx.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class CdrRestControllerTests {

  @TempDir Path directory;

  @Test
  void listAndOneRecordHaveTheShapesOfTheContract() throws IOException {
    var imported = TestImport.on(TestDatabase.fresh(), directory.resolve("journal.csv"));
    imported.journal.append(1, 2, 3);
    imported.pass();
    var cdrs = new Cdrs(new CdrRepository(imported.jdbc), TestImport.progress());
    var mvc = MockMvcTester.of(new CdrRestController(cdrs));

    var page = mvc.get().uri("/admin/api/api/cdr?limit=2&src=1001");
    assertThat(page).hasStatusOk().bodyJson().extractingPath("$.total").isEqualTo(3);
    assertThat(page).bodyJson().extractingPath("$.items.length()").isEqualTo(2);
    assertThat(page).bodyJson().extractingPath("$.nextCursor").isNotNull();

    var id = imported.announced.getFirst().id();
    assertThat(mvc.get().uri("/admin/api/api/cdr/{id}", id))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"id": "%s", "callId": null, "uniqueid": "1763900000.1", "linkedid": "1763900000.1",
             "sequence": 1, "start": "2025-11-23T12:13:21.123Z",
             "answer": "2025-11-23T12:13:23.500Z", "end": "2025-11-23T12:13:30.750Z",
             "clid": "\\"Alice\\" <1001>", "src": "1001", "dst": "1002",
             "context": "from-internal", "channel": "PJSIP/1001-00000001",
             "dstChannel": "PJSIP/1002-00000001", "lastApp": "Dial",
             "lastData": "PJSIP/1002/sip:1002@127.0.0.1:5062,25,tT", "disposition": "ANSWERED",
             "duration": 9, "billsec": 7, "accountCode": "1001", "cause": 16, "recording": null}
            """
                .formatted(id));
  }
}
