package com.unifiedbx.pbx.voicemail.spool;

import java.nio.file.Path;
import java.time.Instant;

/// A message as it lay in the spool when it was looked at.
///
/// @param callerId as recorded, `"Alice" <1001>`; empty when unknown
/// @param receivedAt when it was left; a forwarded one keeps it
/// @param storedAt when it came to lie where it lies
/// @param duration seconds
/// @param size bytes of the recording
/// @param text its `.txt`; the number in it may have changed meanwhile
public record StoredMessage(
    MessageId id,
    Folder folder,
    String callerId,
    Instant receivedAt,
    Instant storedAt,
    int duration,
    long size,
    Path text) {

  Path audio() {
    return audio(text);
  }

  static Path audio(Path text) {
    var name = String.valueOf(text.getFileName());
    return text.resolveSibling(name.substring(0, name.length() - ".txt".length()) + ".wav");
  }
}
