package com.unifiedbx.pbx.cdr.journal;

import org.jspecify.annotations.Nullable;

/// One piece of a journal file: a record, or bytes that are none.
///
/// @param line the record, or null when the bytes could not be read as one
/// @param why what is wrong with them then, or null
/// @param raw the bytes as they stand in the file
/// @param end position in the file behind the last of them
@SuppressWarnings("ArrayRecordComponent") // never compared, never shared
public record JournalEntry(@Nullable CdrLine line, @Nullable String why, byte[] raw, long end) {

  static JournalEntry unreadable(String why, byte[] raw, long end) {
    return new JournalEntry(null, why, raw, end);
  }

  /// The same bytes after the database refused the record in them.
  public JournalEntry asUnreadable(String reason) {
    return unreadable(reason, raw, end);
  }

  public long start() {
    return end - raw.length;
  }
}
