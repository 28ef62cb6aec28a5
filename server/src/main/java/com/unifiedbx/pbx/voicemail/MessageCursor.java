package com.unifiedbx.pbx.voicemail;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.voicemail.spool.StoredMessage;
import java.util.Comparator;

/// A place in the list of a box, newest first. It stays where it is whatever comes or goes.
///
/// @param second when the message there was left, epoch seconds
/// @param id of the message there
record MessageCursor(long second, String id) {

  /// Newest first.
  static final Comparator<StoredMessage> ORDER =
      Comparator.comparing(MessageCursor::of, MessageCursor::compare);

  static MessageCursor of(StoredMessage message) {
    return new MessageCursor(message.receivedAt().getEpochSecond(), message.id().toString());
  }

  static MessageCursor of(VoicemailMessage message) {
    return new MessageCursor(message.receivedAt().getEpochSecond(), message.id());
  }

  static MessageCursor parse(String text) {
    var parts = text.split("_", 2);
    if (parts.length == 2 && parts[0].matches("-?[0-9]{1,12}")) {
      return new MessageCursor(Long.parseLong(parts[0]), parts[1]);
    }
    throw Refusal.badValue("cursor", "This cursor is none of this list.").asException();
  }

  boolean isBefore(StoredMessage message) {
    return compare(this, of(message)) < 0;
  }

  private static int compare(MessageCursor a, MessageCursor b) {
    var byTime = Long.compare(b.second, a.second);
    return byTime != 0 ? byTime : b.id.compareTo(a.id);
  }

  @Override
  public String toString() {
    return second + "_" + id;
  }
}
