package com.unifiedbx.pbx.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.cdr.journal.TestJournal;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.LinkedMultiValueMap;
import tools.jackson.databind.json.JsonMapper;

class CdrsTests {

  private final TestDatabase database = TestDatabase.fresh();
  @TempDir Path directory;
  private TestImport imported;
  private Cdrs cdrs;

  @BeforeEach
  void prepare() {
    imported = TestImport.on(database, directory.resolve("journal.csv"));
    cdrs = imported.cdrs();
  }

  private void store(List<String> fields) throws IOException {
    imported.journal.append(TestJournal.bytes(fields));
    imported.pass();
  }

  private List<Long> found(String... parameters) {
    var map = new LinkedMultiValueMap<String, String>();
    for (int n = 0; n < parameters.length; n += 2) {
      map.add(parameters[n], parameters[n + 1]);
    }
    var query = CdrQuery.of(map);
    var page = cdrs.list(query.filter(), query.limit(), query.cursor());
    assertThat(page.total()).isEqualTo(page.items().size());
    return page.items().stream().map(Cdr::sequence).toList();
  }

  @Test
  void filtersFindWhatTheySay() throws IOException {
    store(TestJournal.fields(1));
    store(TestJournal.fields(2, 4, "2002"));
    store(TestJournal.fields(3, 5, "12075551234"));
    store(TestJournal.fields(4, 3, "c-4"));
    store(TestJournal.fields(5, 17, "NO ANSWER"));
    store(TestJournal.fields(6, 15, "90"));
    store(TestJournal.fields(7, 6, "100%_\\ \"Bob\""));
    store(TestJournal.fields(8, 9, "PJSIP/1009-01"));
    assertThat(found()).containsExactly(8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(found("src", "2002")).containsExactly(2L);
    assertThat(found("dst", "12075551234")).containsExactly(3L);
    assertThat(found("dstPrefix", "1207")).containsExactly(3L);
    assertThat(found("dstSuffix", "1234")).containsExactly(3L);
    assertThat(found("srcSuffix", "02")).containsExactly(2L);
    assertThat(found("srcPrefix", "%")).isEmpty();
    assertThat(found("from", "2025-11-23T12:13:26.123456Z", "direction", "internal")).hasSize(3);
    assertThat(found("callId", "c-4")).containsExactly(4L);
    assertThat(found("direction", "api")).containsExactly(4L);
    assertThat(found("disposition", "no answer")).containsExactly(5L);
    assertThat(found("minDuration", "90")).containsExactly(6L);
    assertThat(found("q", "100%_\\ \"bob")).containsExactly(7L);
    assertThat(found("q", "%")).containsExactly(7L);
    assertThat(found("extension", "1009")).containsExactly(8L);
    assertThat(found("extension", "1001")).hasSize(8);
    assertThat(found("linkedid", "1763900000.2")).containsExactly(2L);
    assertThat(found("from", "2025-11-23T12:13:26.123456Z", "to", "2025-11-23T12:13:28Z"))
        .containsExactly(7L, 6L);
    assertThat(cdrs.byCallId("c-4")).extracting(Cdr::sequence).containsExactly(4L);
  }

  @Test
  void oneRecordIsFoundByItsId() throws IOException {
    store(TestJournal.fields(1));
    var cdr = imported.announced.getFirst();
    assertThat(cdrs.get(cdr.id())).isEqualTo(cdr);
    for (var id : List.of("", "-", "x-1", cdr.id() + "0", "9".repeat(40), "zzzzzzzzzzzz-1", "\0")) {
      assertThatThrownBy(() -> cdrs.get(id))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal().kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }
  }

  @Test
  void pagesStayApartWhileRowsArrive() throws IOException {
    for (int n = 1; n <= 30; n++) {
      imported.journal.append(n % 3 == 0 ? twin(n) : TestJournal.bytes(TestJournal.fields(n)));
    }
    imported.pass();
    var seen = new ArrayList<Long>();
    String cursor = null;
    int late = 100;
    do {
      CdrPage<Cdr> page = cdrs.list(CdrFilter.ALL, 4, cursor);
      seen.addAll(page.items().stream().map(Cdr::sequence).toList());
      cursor = page.nextCursor();
      imported.journal.append(late++);
      imported.pass();
    } while (cursor != null);
    assertThat(seen)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 30).boxed().toList());
  }

  @Test
  void cursorThatWeNeverGaveOutIsRefused() {
    assertThatThrownBy(() -> cdrs.list(CdrFilter.ALL, 10, "abc"))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().field()).isEqualTo("cursor"));
  }

  @Test
  void jsonHasTheMembersOfTheContract() throws IOException {
    store(TestJournal.fields(1, 13, "0.000000"));
    var json = JsonMapper.shared().valueToTree(imported.announced.getFirst());
    assertThat(json.get("answer").isNull()).isTrue();
    assertThat(json.propertyNames())
        .containsExactly(
            "id,callId,uniqueid,linkedid,sequence,start,answer,end,clid,src,dst,context,channel,dstChannel,lastApp,lastData,disposition,duration,billsec,accountCode,cause,recording"
                .split(","));
  }

  /// A record that started in the same microsecond as the one before it.
  private static byte[] twin(int number) {
    return TestJournal.bytes(
        TestJournal.fields(number, 12, TestJournal.fields(number - 1).get(12)));
  }
}
