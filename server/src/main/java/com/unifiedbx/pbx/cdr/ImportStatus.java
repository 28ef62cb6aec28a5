package com.unifiedbx.pbx.cdr;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How the import is doing, for the health page.
///
/// @param running this process imports a journal; false also while another process does
/// @param lagBytes what stands in the journal and is not stored yet
/// @param lag since when that is so; zero when nothing waits
/// @param imported records stored since the start of this process
/// @param unreadable pieces of the journal put aside since the start of this process
/// @param lastImport when the last record was stored, null when none was since the start
/// @param trouble why it does not go on, in one sentence, or null
public record ImportStatus(
    boolean running,
    long lagBytes,
    Duration lag,
    long imported,
    long unreadable,
    @Nullable Instant lastImport,
    @Nullable String trouble) {

  /// No journal is configured.
  public static final ImportStatus OFF =
      new ImportStatus(false, 0, Duration.ZERO, 0, 0, null, null);
}
