package com.unifiedbx.pbx.cdr;

import static com.unifiedbx.pbx.TestCaller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestCaller;
import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.cdr.journal.TestJournal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/// Call records in bulk, over HTTP.
class CdrExportTests {

  private static final String MANY = "c-export-many";
  private static final String HOSTILE = "c-export-hostile";

  /// More than are read at once.
  private static final int COUNT = 5_678;

  private final TestCaller caller = TestCaller.with("cdr:read");
  @TempDir Path directory;

  @BeforeEach
  void store() throws IOException {
    if (json(caller.get("/cdr?callId=" + MANY)).get("total").asInt() > 0) {
      return;
    }
    var imported =
        new TestImport(
            TestServer.shared().database().dataSource(),
            directory.resolve("journal.csv"),
            DataSize.ofMegabytes(8),
            500);
    var lines = new ByteArrayOutputStream();
    for (var number = 1; number <= COUNT; number++) {
      lines.writeBytes(TestJournal.bytes(TestJournal.fields(500_000 + number, 3, MANY)));
    }
    imported.journal.append(lines.toByteArray());
    var hostile = TestJournal.fields(600_000, 3, HOSTILE);
    hostile.set(4, "=1+1");
    hostile.set(6, "=HYPERLINK(\"http://example.com\";\"a, b\") <1001>");
    hostile.set(18, "Zoë, \"Z\"");
    imported.journal.append(TestJournal.bytes(hostile));
    while (json(caller.get("/cdr?callId=" + HOSTILE)).get("total").asInt() == 0) {
      imported.pass();
    }
  }

  private List<CSVRecord> csv(String query) throws IOException {
    var answer = caller.get("/cdr.csv?" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("text/csv;charset=UTF-8");
    var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var parser = CSVParser.parse(answer.body(), format)) {
      return parser.getRecords();
    }
  }

  @Test
  void everyRecordIsThereOnceInTheOrderOfTheList() throws IOException {
    var records = csv("callId=" + MANY);
    assertThat(records).hasSize(COUNT);
    assertThat(new HashSet<>(records.stream().map(one -> one.get("id")).toList())).hasSize(COUNT);
    assertThat(records.stream().map(one -> one.get("start")))
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());

    var lines = caller.get("/cdr.jsonl?callId=" + MANY).body().lines().toList();
    assertThat(lines).hasSize(COUNT);
    assertThat(JsonMapper.shared().readTree(lines.getFirst()))
        .isEqualTo(json(caller.get("/cdr/" + records.getFirst().get("id"))));
  }

  @Test
  void anExportGoesOnBehindTheLastRecordThatArrived() throws IOException {
    var all = csv("callId=" + MANY);
    var rest = csv("callId=" + MANY + "&cursor=" + all.get(5_499).get("id"));
    assertThat(rest.stream().map(one -> one.get("id")).toList())
        .isEqualTo(all.subList(5_500, COUNT).stream().map(one -> one.get("id")).toList());
  }

  @Test
  void whoAcceptsGzipGetsTheSameCompressed() throws IOException {
    var plain = caller.get("/cdr.csv?callId=" + MANY);
    assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
    assertThat(plain.headers().firstValue("vary")).hasValue("Accept-Encoding");
    var answer =
        TestServer.shared()
            .open(caller.request("/cdr.csv?callId=" + MANY).header("Accept-Encoding", "br, gzip"));
    assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
    try (var body = new GZIPInputStream(answer.body())) {
      assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain.body());
    }
    var refused =
        TestServer.shared()
            .open(caller.request("/cdr.csv?callId=none").header("Accept-Encoding", "gzip;q=0"));
    assertThat(refused.headers().firstValue("content-encoding")).isEmpty();
  }

  @Test
  void noCellIsAFormula() throws IOException {
    var record = csv("callId=" + HOSTILE).getFirst();
    assertThat(record.get("src")).isEqualTo("'=1+1");
    assertThat(record.get("clid")).isEqualTo("'=HYPERLINK(\"http://example.com\";\"a, b\") <1001>");
    assertThat(record.get("accountCode")).isEqualTo("Zoë, \"Z\"");
    assertThat(record.get("answer")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(record.get("cause")).isEqualTo("16");
  }

  @Test
  void whatIsWrongIsRefusedBeforeAnythingIsSent() {
    for (var query : List.of("limit=5", "nonsense=1", "from=yesterday", "cursor=nothing")) {
      var answer = caller.get("/cdr.csv?" + query);
      assertThat(answer.statusCode()).as(query + answer.body()).isEqualTo(422);
      assertThat(json(answer).get("error").asString()).isEqualTo("bad_value");
    }
  }
}
