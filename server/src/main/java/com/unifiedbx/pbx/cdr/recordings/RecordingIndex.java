package com.unifiedbx.pbx.cdr.recordings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names of recorded files, for many records in the order of their time: the disk is asked once
/// for each day instead of some times for each record. For one thread at a time.
public final class RecordingIndex {

  /// A call touches three; those of a few more are kept.
  private static final int DAYS_KEPT = 5;

  private final Recordings recordings;
  private final Set<String> days;
  private final Map<LocalDate, Set<String>> names = new LinkedHashMap<>();

  RecordingIndex(Recordings recordings, @Nullable Path root) {
    this.recordings = recordings;
    this.days = root == null || !Files.isDirectory(root) ? Set.of() : list(root);
  }

  /// Nothing was ever recorded.
  public boolean isEmpty() {
    return days.isEmpty();
  }

  /// The recording of the call of that name; of several pieces, the first.
  ///
  /// @param id of the record
  public @Nullable Recording find(String id, String name, Instant start, @Nullable Instant end) {
    while (names.size() > DAYS_KEPT) {
      names.remove(names.keySet().iterator().next());
    }
    for (var day : Recordings.days(start, end)) {
      var found = names.computeIfAbsent(day, this::namesOf);
      if (found.contains(name + ".wav") || found.contains(name + "-1.wav")) {
        var files = recordings.files(name, start, end);
        return files.isEmpty() ? null : recordings.describe(files.getFirst(), Recordings.url(id));
      }
    }
    return null;
  }

  private Set<String> namesOf(LocalDate day) {
    return days.contains(day.toString()) ? list(recordings.directory(day)) : Set.of();
  }

  private static Set<String> list(Path directory) {
    try (var entries = Files.list(directory)) {
      var found = new HashSet<String>();
      entries.forEach(entry -> found.add(String.valueOf(entry.getFileName())));
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
