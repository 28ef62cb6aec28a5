package com.unifiedbx.pbx.kernel;

import java.time.Instant;
import java.util.Set;

/// Something that happened and that integrations may hear of. The room that owns it publishes it
/// with Spring's `ApplicationEventPublisher`, inside the transaction that stores what it tells;
/// `events` keeps it in the log with that same transaction and sends it on.
public interface PublicEvent {

  /// The name on the wire, `call.ringing`. The noun before the dot decides which scope may see it.
  String type();

  /// When it happened, never when it was written.
  Instant time();

  /// What is told: the value that the API answers with for this noun. It becomes JSON once, at the
  /// moment of publishing.
  Object data();

  /// The numbers of the extensions that it concerns, for readers who want to hear of one only.
  default Set<String> extensions() {
    return Set.of();
  }
}
