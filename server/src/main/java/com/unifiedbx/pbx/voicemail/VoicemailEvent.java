package com.unifiedbx.pbx.voicemail;

import com.unifiedbx.pbx.kernel.PublicEvent;
import java.time.Instant;
import java.util.Set;

/// A message came, or is no longer where or what it was.
///
/// @param type `voicemail.received` once for each message, also for one that was forwarded here;
///   `voicemail.changed` when it was moved, and at last when it was deleted
public record VoicemailEvent(String type, Instant time, VoicemailMessage data)
    implements PublicEvent {

  static final String RECEIVED = "voicemail.received";
  static final String CHANGED = "voicemail.changed";

  public boolean isReceived() {
    return type.equals(RECEIVED);
  }

  @Override
  public Set<String> extensions() {
    return Set.of(data.mailbox());
  }
}
