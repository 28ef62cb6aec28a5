package com.unifiedbx.pbx.voicemail.spool;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Names a message for as long as it exists, in whatever folder and under whatever number it lies.
///
/// @param mailbox digits
/// @param msgId the `msg_id` in its file, unique within the box: Asterisk copies it when a message
///   is forwarded, so that it alone names nothing
public record MessageId(String mailbox, String msgId) {

  private static final Pattern SHAPE = Pattern.compile("([0-9]{1,8})-([0-9]{1,12}-[0-9a-f]{8})");

  /// The id in `text`, or null when `text` can't be one.
  public static @Nullable MessageId parse(String text) {
    var found = SHAPE.matcher(text);
    return found.matches() ? new MessageId(found.group(1), found.group(2)) : null;
  }

  @Override
  public String toString() {
    return mailbox + "-" + msgId;
  }
}
