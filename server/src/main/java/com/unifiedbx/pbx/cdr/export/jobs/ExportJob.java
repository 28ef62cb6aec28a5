package com.unifiedbx.pbx.cdr.export.jobs;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An export that is made in the background, as its application sees it.
///
/// @param format `csv` or `jsonl`
/// @param filter the filters as they were given
/// @param expiresAt when the job and its file go; null until it has ended
/// @param size bytes; null until it is done
/// @param url a path that needs no token, for a limited time; null unless it is done
/// @param error why it failed: `disk_full`, `space_used_up`, `interrupted` or `internal_error`
/// @param message the same for people
public record ExportJob(
    String id,
    Status status,
    String format,
    boolean gzip,
    Map<String, String> filter,
    Progress progress,
    Instant createdAt,
    @Nullable Instant finishedAt,
    @Nullable Instant expiresAt,
    @Nullable Long size,
    @Nullable String url,
    @Nullable String error,
    @Nullable String message) {

  /// How far it is.
  ///
  /// @param total null where nothing counts it in advance
  public record Progress(long records, @Nullable Long total) {}

  /// What becomes of a job.
  public enum Status {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELED;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
