package com.unifiedbx.pbx.cdr.export;

import com.unifiedbx.pbx.cdr.Cdr;
import java.io.IOException;
import java.io.Writer;

/// How records are written, one after the other.
interface ExportFormat {

  /// What stands before the first record.
  void begin(Writer out) throws IOException;

  void write(Cdr cdr, Writer out) throws IOException;
}
