/// `up --demo`: two phones, a carrier and an application, so that the API can be tried with nothing
/// else at hand.
///
/// The phones and the carrier are a second Asterisk. This room is on top of all others and none
/// knows it; without `pbx.demo` it only clears away what an earlier demonstration left running.
@ApplicationModule(
    allowedDependencies = {
      "access",
      "applications",
      "asterisk :: realtime",
      "extensions",
      "instance",
      "instance :: asterisk",
      "routing"
    })
@NullMarked
package com.unifiedbx.pbx.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
