package com.unifiedbx.pbx.cdr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.cdr.journal.TestJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

class CdrImportTests {

  private final TestDatabase database = TestDatabase.fresh();
  @TempDir Path directory;
  private TestImport tested;
  private Path path;

  @BeforeEach
  void prepare() {
    path = directory.resolve("cdr/journal.csv");
    tested = TestImport.on(database, path);
  }

  private TestJournal journal() {
    return tested.journal;
  }

  private TestImport rotating() {
    return new TestImport(database.dataSource(), path, DataSize.ofBytes(1500), 5);
  }

  @Test
  void importsEveryRecordOnceAndInOrder() throws IOException {
    assertThat(tested.pass().running()).isFalse();
    journal().append(IntStream.rangeClosed(1, 23).toArray());
    assertThat(tested.pass().imported()).isEqualTo(23);
    journal().append(24);
    assertThat(tested.pass().imported()).isEqualTo(1);
    assertThat(tested.stored()).isEqualTo(IntStream.rangeClosed(1, 24).boxed().toList());
    assertThat(tested.announced).extracting(Cdr::sequence).hasSize(24).isSorted();
  }

  @Test
  void hostileValuesAreStoredAsTheyWere() throws IOException {
    var name = "\"Eve\n\",$(id) \\ 'x';-- ☎️\u0001\" <1001>";
    journal().append(TestJournal.bytes(TestJournal.fields(1, 6, name)));
    tested.pass();
    assertThat(tested.announced).singleElement().extracting(Cdr::clid).isEqualTo(name);
  }

  @ParameterizedTest
  @EnumSource(ImportStep.class)
  void diesAnywhereAndLosesOrDoublesNothing(ImportStep step) throws IOException {
    tested = rotating();
    int next = 1;
    var killed = false;
    for (int nth = 1; nth <= 8; nth++) {
      for (int n = 0; n < 4; n++) {
        journal().append(next++);
      }
      killed |= tested.passKilledAt(step, 1 + nth % 2);
    }
    assertThat(killed).isTrue();
    tested.pass();
    tested.pass();
    assertThat(tested.stored()).isEqualTo(IntStream.range(1, next).boxed().toList());
    assertThat(tested.unreadable()).isEmpty();
  }

  @Test
  void rotatesKeepsSomeAndDeletesTheRest() throws IOException {
    tested = rotating();
    for (int n = 1; n <= 25; n++) {
      journal().append(n);
      tested.pass();
    }
    tested.pass();
    assertThat(tested.stored()).isEqualTo(IntStream.rangeClosed(1, 25).boxed().toList());
    try (var files = Files.list(path.resolveSibling("."))) {
      assertThat(files.filter(file -> file.toString().contains(".csv.0"))).hasSizeBetween(1, 2);
    }
    assertThat(tested.jdbc.sql("select count(*) from pbx.cdr_journal").query(Long.class).single())
        .isLessThan(4);
  }

  @Test
  void recordThatArrivesWhileTheFileIsRenamedIsImported() throws IOException {
    tested = rotating();
    try (var work =
        tested.start(
            TestImport.progress(),
            step -> {
              if (step == ImportStep.RENAMED) {
                appendTo(path.resolveSibling("journal.csv.00000001"), 9);
                journal().append(10);
              }
            })) {
      journal().append(1, 2, 3, 4, 5, 6, 7, 8);
      work.pass();
      work.pass();
    }
    assertThat(tested.stored()).isEqualTo(IntStream.rangeClosed(1, 10).boxed().toList());
  }

  @Test
  void tornRecordWaitsForItsEnd() throws IOException {
    var line = TestJournal.bytes(TestJournal.fields(2));
    journal().append(1);
    journal().append(Arrays.copyOf(line, 50));
    assertThat(tested.pass().lagBytes()).isEqualTo(50);
    journal().append(Arrays.copyOfRange(line, 50, line.length));
    assertThat(tested.pass().lagBytes()).isZero();
    assertThat(tested.stored()).containsExactly(1, 2);
  }

  @Test
  void damageIsPutAsideOnce() throws IOException {
    journal().append(1);
    journal().append("disk was full\n".getBytes(UTF_8));
    journal().append(2);
    assertThat(tested.pass().unreadable()).isEqualTo(1);
    tested.jdbc.sql("delete from pbx.cdr_journal").update();
    tested.pass();
    assertThat(tested.unreadable()).containsExactly("disk was full\n");
    assertThat(tested.stored()).containsExactly(1, 2);
  }

  @Test
  void recordThatTheDatabaseRefusesDoesNotStopTheOthers() throws IOException {
    var random = new Random(5);
    var id = new StringBuilder("c-");
    random.ints(20_000, '!', 'z').filter(c -> c != '"').forEach(c -> id.append((char) c));
    journal().append(1);
    journal().append(TestJournal.bytes(TestJournal.fields(2, 3, id.toString())));
    journal().append(3);
    assertThat(tested.pass().unreadable()).isEqualTo(1);
    assertThat(tested.stored()).containsExactly(1, 3);
    assertThat(tested.unreadable()).singleElement().asString().contains(id);
  }

  @Test
  void truncatedFileIsReadAnew() throws IOException {
    journal().append(1, 2, 3);
    tested.pass();
    Files.write(path, TestJournal.bytes(TestJournal.fields(4)));
    tested.pass();
    journal().append(5);
    tested.pass();
    assertThat(tested.stored()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void fileThatPowerFailureCutAndThatGrewPastThePositionIsReadAnew() throws IOException {
    journal().append(1, 2, 3);
    tested.pass();
    Files.write(path, TestJournal.bytes(TestJournal.fields(1)));
    journal().append(4, 5, 6, 7);
    tested.pass();
    assertThat(tested.storedOnce()).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
    assertThat(tested.unreadable()).isEmpty();
  }

  @Test
  void fileExchangedBehindOurBackIsReadToItsEndFirst() throws IOException {
    try (var work = tested.start(TestImport.progress(), _ -> {})) {
      journal().append(1);
      work.pass();
      journal().append(2, 3);
      var other = new TestJournal(directory.resolve("other.csv"));
      other.append(4, 5);
      Files.move(other.path(), path, StandardCopyOption.REPLACE_EXISTING);
      work.pass();
      assertThat(tested.stored()).containsExactly(1, 2, 3, 4, 5);
      Files.delete(path);
      journal().append(6);
      work.pass();
    }
    assertThat(tested.stored()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void fileRenamedByAnotherProgramIsReadToItsEndFirst() throws IOException {
    journal().append(1);
    tested.pass();
    journal().append(2);
    Files.move(path, path.resolveSibling("journal.csv.1"));
    journal().append(3);
    tested.pass();
    assertThat(tested.stored()).containsExactly(1, 2, 3);
    assertThat(path.resolveSibling("journal.csv.1")).exists();
  }

  @Test
  void secondImportOfTheSameJournalStandsBack() throws IOException {
    journal().append(1);
    try (var first = tested.start(TestImport.progress(), _ -> {})) {
      first.pass();
      assertThat(tested.pass().running()).isFalse();
    }
    assertThat(tested.pass().running()).isTrue();
  }

  @Test
  void nothingIsStoredWhenAListenerFails() throws IOException {
    journal().append(1, 2);
    var failing =
        new CdrImport(
            tested.properties,
            tested.surroundings(_ -> {
              throw new IllegalStateException("a listener");
            }));
    try (failing) {
      assertThatThrownBy(failing::pass).hasMessage("a listener");
    }
    assertThat(tested.stored()).isEmpty();
    tested.pass();
    assertThat(tested.announced).extracting(Cdr::sequence).containsExactly(1L, 2L);
  }

  @Test
  void eventTellsWhatTheApiShowsAndWhomItConcerns() throws IOException {
    journal().append(1);
    tested.pass();
    var event = new CdrCreated(tested.announced.getFirst());
    assertThat(event.type()).isEqualTo("cdr.created");
    assertThat(event.time()).isEqualTo(event.cdr().end());
    assertThat(event.data()).isEqualTo(tested.cdrs().get(event.cdr().id()));
    assertThat(event.extensions()).containsExactlyInAnyOrder("1001", "1002");
  }

  @Test
  void monthsGetTheirPartitions() throws IOException {
    journal().append(1);
    tested.pass();
    assertThat(
            tested
                .jdbc
                .sql("select tableoid::regclass::text from pbx.cdr")
                .query(String.class)
                .single())
        .endsWith("cdr_2025_11");
    assertThat(tested.jdbc.sql("select count(*) from pbx.cdr_default").query(Long.class).single())
        .isZero();
  }

  private static void appendTo(Path file, int number) {
    new TestJournal(file).append(number);
  }
}
