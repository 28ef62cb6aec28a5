package com.unifiedbx.pbx.voicemail;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.unifiedbx.pbx.voicemail.spool.StoredMessage;
import java.time.Instant;

/// A message, as the API answers it and as events tell it.
///
/// @param id names it for as long as it exists, in every folder
/// @param folder `INBOX`, `Urgent`, `Old`, `Work`, `Family`, `Friends`, `Cust1` to `Cust5`
/// @param callerId as Asterisk recorded it, `"Alice" <1001>`; empty when the caller is unknown
/// @param receivedAt when it was left; a forwarded one keeps it
/// @param duration seconds
/// @param read whether it lies neither in `INBOX` nor in `Urgent`
/// @param size bytes of the recording
/// @param deleted only in events, and only in the last one of a message
public record VoicemailMessage(
    String id,
    String mailbox,
    String folder,
    String callerId,
    Instant receivedAt,
    int duration,
    boolean read,
    long size,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean deleted) {

  static VoicemailMessage of(StoredMessage stored) {
    return new VoicemailMessage(
        stored.id().toString(),
        stored.id().mailbox(),
        stored.folder().text(),
        stored.callerId(),
        stored.receivedAt(),
        stored.duration(),
        stored.folder().isRead(),
        stored.size(),
        false);
  }

  VoicemailMessage asDeleted() {
    return new VoicemailMessage(
        id, mailbox, folder, callerId, receivedAt, duration, read, size, true);
  }
}
