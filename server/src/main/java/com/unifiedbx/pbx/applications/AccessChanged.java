package com.unifiedbx.pbx.applications;

/// Someone, on any node or at the command line, changed what a caller may do: forget what you
/// remember about it.
///
/// @param kind what changed
/// @param id the application's id, or the token's hash in hexadecimal; empty when everything may
///   have changed
public record AccessChanged(Kind kind, String id) {

  /// What a signal can be about.
  public enum Kind {
    APPLICATION,
    TOKEN,
    /// The line to the database was lost, so anything may have changed unnoticed.
    ANYTHING
  }
}
