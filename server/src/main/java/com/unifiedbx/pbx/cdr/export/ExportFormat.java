package com.unifiedbx.pbx.cdr.export;

import java.sql.SQLException;

/// How records are written, one after the other.
interface ExportFormat {

  /// What stands before the first record.
  void begin(LineBuffer out);

  void write(ExportRow row, LineBuffer out) throws SQLException;

  /// After the last record of a buffer.
  default void flush() {}
}
