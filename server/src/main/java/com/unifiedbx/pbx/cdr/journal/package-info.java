/// Reading the journal: its files on disk as they are renamed and read, and their bytes as records.
///
/// This is the only place that knows the format. It stores nothing and is for the importing thread
/// only; start reading at [com.unifiedbx.pbx.cdr.journal.CdrJournal].
@NullMarked
package com.unifiedbx.pbx.cdr.journal;

import org.jspecify.annotations.NullMarked;
