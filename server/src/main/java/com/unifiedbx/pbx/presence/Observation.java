package com.unifiedbx.pbx.presence;

import com.unifiedbx.pbx.asterisk.endpoints.DeviceState;
import java.time.Instant;

/// Something that was seen of an extension, and has to be told if it is new.
sealed interface Observation {

  String extension();

  Instant at();

  record State(String extension, DeviceState state, Instant at) implements Observation {}

  record Registered(String extension, boolean registered, Instant at) implements Observation {}
}
