package com.unifiedbx.pbx.cdr.export.jobs;

import java.io.IOException;

/// Why a job can't be done, however often it is tried.
final class ExportFailure extends IOException {

  private static final long serialVersionUID = 1;

  private final String code;

  /// @param message for the owner of the job
  ExportFailure(String code, String message) {
    super(message);
    this.code = code;
  }

  static ExportFailure diskFull() {
    return new ExportFailure(
        "disk_full", "The disk of the exports is full: make room, or ask for less.");
  }

  static ExportFailure interrupted() {
    return new ExportFailure(
        "interrupted", "The export broke off again and again: ask for a shorter time.");
  }

  /// What a fault is called outside; the log has to tell more.
  static ExportFailure of(Exception fault) {
    var message = String.valueOf(fault.getMessage());
    if (fault instanceof IOException
        && (message.contains("No space left") || message.contains("quota exceeded"))) {
      return diskFull();
    }
    if (fault instanceof ExportFailure known) {
      return known;
    }
    var unknown =
        new ExportFailure("internal_error", "Something broke here; the log tells, by the id.");
    unknown.initCause(fault);
    return unknown;
  }

  String code() {
    return code;
  }
}
