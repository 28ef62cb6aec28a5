package com.unifiedbx.pbx.voicemail.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.kernel.PlainText;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the `.txt` beside a recording says of it.
///
/// The file has one `key=value` on a line, and the caller chooses part of it: a number from outside
/// may hold anything, line breaks included. What Asterisk itself writes comes after the caller's
/// part, so the last `origtime`, `msg_id` and `duration` count, and the first `callerid`.
///
/// @param msgId null when there is none, or none of Asterisk's shape
/// @param callerId as recorded, without control characters; empty when it is unknown
record MessageText(
    @Nullable String msgId, String callerId, @Nullable Instant receivedAt, int duration) {

  private static final Pattern MSG_ID = Pattern.compile("[0-9]{1,12}-[0-9a-f]{8}");
  private static final String KEY = "msg_id=";

  static MessageText parse(byte[] file) {
    String msgId = null;
    String callerId = null;
    var receivedAt = (Instant) null;
    var duration = 0;
    for (var line : new String(file, UTF_8).split("\n", -1)) {
      var parts = line.split("=", 2);
      var value = parts.length == 2 ? parts[1].strip() : "";
      switch (parts[0]) {
        case "callerid" -> callerId = callerId == null ? shown(value) : callerId;
        case "origtime" -> receivedAt = Instant.ofEpochSecond(number(value));
        case "msg_id" -> msgId = MSG_ID.matcher(value).matches() ? value : null;
        case "duration" -> duration = (int) Math.min(number(value), Integer.MAX_VALUE);
        default -> {
          // Where and how the caller came in: of no interest here.
        }
      }
    }
    return new MessageText(msgId, callerId == null ? "" : callerId, receivedAt, duration);
  }

  /// The file with another id in it, and not a byte of the rest changed.
  static byte[] withMsgId(byte[] file, String msgId) {
    var lines =
        new String(file, ISO_8859_1)
            .lines()
            .filter(line -> !line.startsWith(KEY))
            .collect(Collectors.joining("\n"));
    return (lines + "\n" + KEY + msgId + "\n").getBytes(ISO_8859_1);
  }

  private static String shown(String value) {
    var plain = new StringBuilder();
    value.chars().forEach(c -> plain.append(PlainText.isControl(c) ? '\uFFFD' : (char) c));
    return plain.toString().equals("Unknown") ? "" : plain.toString();
  }

  private static long number(String digits) {
    return digits.matches("[0-9]{1,11}") ? Long.parseLong(digits) : 0;
  }
}
