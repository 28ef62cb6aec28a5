package com.unifiedbx.pbx.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestDatabase;
import com.unifiedbx.pbx.cdr.journal.TestJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages while records arrive that belong before, between and behind what was shown: whoever the
/// reader is and however large the pages are, what was there at the start is shown once, in order.
class PagingTests {

  private static final int THERE = 300;
  private static final int WALKS = 3;

  /// An end to what arrives, for a reader must come to the end of it.
  private static final int ARRIVALS = 40;

  private final TestImport tested;
  private final AtomicInteger number = new AtomicInteger();

  PagingTests(@TempDir Path directory) {
    tested = TestImport.on(TestDatabase.fresh(), directory.resolve("journal.csv"));
  }

  /// Some start at the very same moment as others.
  private void append(Random random, int count) {
    for (var each = 0; each < count; each++) {
      var fields = TestJournal.fields(number.incrementAndGet());
      fields.set(4, random.nextBoolean() ? "1001" : "1003");
      fields.set(12, String.valueOf(1_763_900_000 + random.nextInt(THERE)));
      tested.journal.append(TestJournal.bytes(fields));
    }
  }

  private static CdrFilter filter(Random random) {
    return random.nextBoolean()
        ? CdrFilter.ALL
        : new CdrFilter(null, null, null, null, "1003", null, null, null, null, null, null, null);
  }

  @Test
  void whatWasThereIsShownOnceInOrderWhileOthersArrive() throws IOException {
    append(new Random(1), THERE);
    tested.pass();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var seed = 1; seed <= WALKS; seed++) {
        var random = new Random(seed);
        var filter = filter(random);
        var before = ids(filter);
        var over = new AtomicBoolean();
        var arriving = CompletableFuture.runAsync(() -> arrive(over), threads);
        try {
          var shown = walk(filter, random);
          assertThat(new HashSet<>(shown)).as("seed " + seed).hasSameSizeAs(shown);
          assertThat(shown).as("seed " + seed).containsSubsequence(before);
          assertThat(shown.stream().map(id -> CdrKey.find(id)).toList())
              .isSortedAccordingTo((a, b) -> {
                var byStart = b.start().compareTo(a.start());
                return byStart == 0 ? Long.compare(b.id(), a.id()) : byStart;
              });
        } finally {
          over.set(true);
          arriving.join();
        }
      }
    }
  }

  private void arrive(AtomicBoolean over) {
    var random = new Random(number.get());
    try {
      for (var round = 0; round < ARRIVALS && !over.get(); round++) {
        append(random, 5);
        tested.pass();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> ids(CdrFilter filter) {
    var all = new ArrayList<String>();
    String cursor = null;
    do {
      var page = tested.cdrs().list(filter, 1000, cursor);
      page.items().forEach(cdr -> all.add(cdr.id()));
      cursor = page.nextCursor();
    } while (cursor != null);
    return all;
  }

  private List<String> walk(CdrFilter filter, Random random) {
    var all = new ArrayList<String>();
    String cursor = null;
    do {
      var page = tested.cdrs().list(filter, 1 + random.nextInt(40), cursor);
      page.items().forEach(cdr -> all.add(cdr.id()));
      cursor = page.nextCursor();
    } while (cursor != null);
    return all;
  }
}
