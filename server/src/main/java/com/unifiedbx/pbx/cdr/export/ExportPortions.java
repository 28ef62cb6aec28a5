package com.unifiedbx.pbx.cdr.export;

import com.unifiedbx.pbx.cdr.CdrFilter;
import com.unifiedbx.pbx.cdr.CdrKey;
import com.unifiedbx.pbx.cdr.recordings.RecordingIndex;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// All records that pass a filter, as bytes, in portions: while one is sent, the next is read and
/// written, so that both processors work and an export of any length takes the memory of two. No
/// query stays open meanwhile, however slow the reader is.
public final class ExportPortions {

  static final int RECORDS = 5_000;

  private static final Executor AHEAD = work -> Thread.ofVirtual().name("cdr-export").start(work);

  private final ExportRepository repository;
  private final CdrFilter filter;
  private final ExportFormat format;
  private final RecordingIndex recordings;
  private @Nullable CompletableFuture<Portion> next;
  private LineBuffer spare = new LineBuffer();

  /// @param last the key of its last record, or null when it is the last portion
  private record Portion(LineBuffer lines, int records, @Nullable CdrKey last) {}

  /// Reads the first portion at once, so that what is wrong is known before anything is sent.
  ExportPortions(
      ExportRepository repository,
      ExportRequest request,
      ExportFormat format,
      RecordingIndex recordings) {
    this.repository = repository;
    this.filter = request.filter();
    this.format = format;
    this.recordings = recordings;
    var first = new LineBuffer();
    format.begin(first);
    this.next = CompletableFuture.completedFuture(read(request.after(), first));
  }

  /// Decides after each portion whether there shall be another one.
  @FunctionalInterface
  public interface Continuation {

    /// @param records how many the portion had
    boolean after(int records) throws IOException;
  }

  /// Writes all that is left, in this thread.
  ///
  /// @return whether all was written
  public boolean writeTo(OutputStream out, Continuation goOn) throws IOException {
    for (var portion = next(); portion != null; portion = next()) {
      portion.lines().sendTo(out);
      if (!goOn.after(portion.records())) {
        return false;
      }
    }
    return true;
  }

  /// The next portion, which is valid until the next call; null behind the last one.
  private @Nullable Portion next() {
    if (next == null) {
      return null;
    }
    var portion = join(next);
    var buffer = spare;
    spare = portion.lines();
    var last = portion.last();
    next = last == null ? null : CompletableFuture.supplyAsync(() -> readAnew(last, buffer), AHEAD);
    return portion;
  }

  private Portion readAnew(CdrKey after, LineBuffer out) {
    out.clear();
    return read(after, out);
  }

  private static Portion join(CompletableFuture<Portion> coming) {
    try {
      return coming.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  private Portion read(@Nullable CdrKey after, LineBuffer out) {
    var last = new CdrKey[1];
    var records = new int[1];
    repository.read(
        filter,
        after,
        RECORDS,
        row -> {
          var record = new ExportRow(row, recordings);
          format.write(record, out);
          records[0]++;
          if (records[0] == RECORDS) {
            last[0] = record.key();
          }
        });
    format.flush();
    return new Portion(out, records[0], last[0]);
  }
}
