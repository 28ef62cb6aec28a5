package com.unifiedbx.pbx.cdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.cdr.journal.TestJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/// The journal's own small disk runs full. A record that Asterisk could not write is in no journal;
/// all that it could write is imported once, and the piece of a record is put aside and kept.
class FullDiskTests {

  @TempDir Path disk;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    var mounted = run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString());
    assumeThat(mounted).as("only root may mount a small disk").isTrue();
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    run("umount", "--lazy", disk.toString());
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whatWasWrittenIsImportedOnceAndTheTornPieceIsKept() throws Exception {
    var journal = disk.resolve("journal.csv");
    var tested =
        new TestImport(TestDatabase.fresh().dataSource(), journal, DataSize.ofKilobytes(20), 5);
    var written = new ArrayList<Integer>();
    for (var number = 1; number <= 20; number++) {
      tested.journal.append(number);
      written.add(number);
    }
    tested.pass();
    var number = 21;
    while (appends(tested.journal, number)) {
      written.add(number++);
      assertThat(number).as("the disk never runs full").isLessThan(1_000);
    }
    var torn = number++;
    tested.pass();
    tested.pass();
    assertThat(tested.stored()).isEqualTo(written);

    assertThat(run("mount", "-o", "remount,size=256k", disk.toString())).isTrue();
    for (var more = 0; more < 10; more++) {
      tested.journal.append(number);
      written.add(number++);
      tested.pass();
    }
    tested.pass();
    assertThat(tested.stored()).isEqualTo(written).doesNotContain(torn);
    assertThat(tested.unreadable()).hasSizeLessThanOrEqualTo(1);
    assertThat(tested.announced).hasSameSizeAs(List.copyOf(tested.storedOnce()));
  }

  private static boolean appends(TestJournal journal, int number) {
    try {
      journal.append(number);
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
