package com.unifiedbx.pbx.cdr;

/// The points of an import between which a process may die. Tests stop it there; the product only
/// passes through.
enum ImportStep {
  /// Records have been read from the file, nothing is written.
  READ,
  /// Rows and position are written and told to the listeners, the transaction is open.
  WRITTEN,
  /// The transaction is committed, with rows, position and events.
  COMMITTED,
  /// The current file has its new name.
  RENAMED,
  /// Old files are deleted, their positions are still stored.
  DELETED
}
