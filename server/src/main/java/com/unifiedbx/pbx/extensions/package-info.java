/// Extensions: the numbers people dial and the phones behind them, usable the moment the answer is
/// out.
///
/// Not here: what a live phone does (`calls`), and the messages in a box (`voicemail`).
@ApplicationModule(
    allowedDependencies = {
      "access",
      "applications",
      "asterisk :: realtime",
      "audit",
      "instance",
      "rest"
    })
@NullMarked
package com.unifiedbx.pbx.extensions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
