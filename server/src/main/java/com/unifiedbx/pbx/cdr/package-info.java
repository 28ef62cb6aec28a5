/// Call detail records: every record that Asterisk writes, imported exactly once and found again.
///
/// Asterisk appends to a journal on disk because its own database drivers drop records while the
/// database is away. This room follows that journal; it takes no part in calls. Start reading at
/// [com.unifiedbx.pbx.cdr.Cdrs] for questions and at [com.unifiedbx.pbx.cdr.CdrImport] for the way
/// in.
@ApplicationModule(allowedDependencies = {"access", "rest"})
@NullMarked
package com.unifiedbx.pbx.cdr;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
