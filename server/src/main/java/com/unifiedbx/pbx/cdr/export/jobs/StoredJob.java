package com.unifiedbx.pbx.cdr.export.jobs;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.cdr.CdrFilter;
import com.unifiedbx.pbx.cdr.CdrQuery;
import com.unifiedbx.pbx.cdr.export.jobs.ExportJob.Status;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A job as it is kept.
///
/// @param within what the fence let through when it was asked for, see [CdrFilter#within()]
/// @param before records that start at this moment or later are not in it
/// @param attempts how often it was begun
record StoredJob(
    String id,
    String application,
    ExportOrder order,
    @Nullable String within,
    Instant before,
    Status status,
    ExportJob.Progress progress,
    int attempts,
    End end) {

  /// How it ended; all null before.
  record End(
      @Nullable Instant finishedAt,
      @Nullable Instant expiresAt,
      @Nullable Long size,
      @Nullable String error,
      @Nullable String message) {

    /// An end without a file.
    static End at(Instant moment, ExportJobsProperties properties) {
      return new End(moment, moment.plus(properties.keep()), null, null, null);
    }

    End withFile(long bytes) {
      return new End(finishedAt, expiresAt, bytes, null, null);
    }

    End because(ExportFailure failure) {
      return new End(finishedAt, expiresAt, null, failure.code(), failure.getMessage());
    }
  }

  /// What the job exports, whenever it comes to it: the records that were there when it was asked
  /// for.
  CdrFilter filter() {
    var asked = CdrQuery.filter(order.filters(), null).inside(within);
    var to = asked.to();
    return asked.between(asked.from(), to == null || to.isAfter(before) ? before : to);
  }

  /// Whether that caller's fence still lets through what it did when the job was asked for.
  boolean isAllowed(Caller caller) {
    return Objects.equals(CdrQuery.filter(order.filters(), caller).within(), within);
  }

  boolean isExpired(Instant now) {
    return end.expiresAt != null && !now.isBefore(end.expiresAt);
  }

  /// A name for the file where it is fetched to: `cdr-20261201T055000Z.csv.gz`.
  String fileName() {
    var moment = before.toString().replaceAll("[-:]|\\.\\d+", "");
    return "cdr-" + moment + "." + order.format().word() + (order.gzip() ? ".gz" : "");
  }

  String contentType() {
    return order.gzip() ? "application/gzip" : order.format().contentType();
  }

  ExportJob shown(@Nullable String url) {
    return new ExportJob(
        id,
        status,
        order.format().word(),
        order.gzip(),
        order.filters(),
        progress,
        before,
        end.finishedAt,
        end.expiresAt,
        end.size,
        url,
        end.error,
        end.message);
  }
}
