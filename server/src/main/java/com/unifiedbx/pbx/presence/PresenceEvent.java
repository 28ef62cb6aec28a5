package com.unifiedbx.pbx.presence;

import com.unifiedbx.pbx.kernel.PublicEvent;
import java.time.Instant;
import java.util.Set;

/// A phone came or went (`extension.registered`, `extension.unregistered`: its first, its last), or
/// does something else than before (`extension.state`).
record PresenceEvent(String type, Instant time, ExtensionStatus data) implements PublicEvent {

  @Override
  public Set<String> extensions() {
    return Set.of(data.extension());
  }
}
