/// What can be done to channels that are up: send them elsewhere, join them, mute, record, park.
@NamedInterface("channels")
@NullMarked
package com.unifiedbx.pbx.asterisk.channels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
