package com.unifiedbx.pbx.cdr.journal;

import java.util.regex.Pattern;

/// Cuts the bytes of a journal into records, by the state of the quotes and not by lines: a
/// caller's name may hold line breaks.
///
/// Every field stands in quotes and quotes inside are doubled, so text from callers can never look
/// like the end of a field. What breaks the grammar is therefore damage: a disk that was full in
/// the middle of a record, a machine that lost power. Then the next place is searched from which a
/// whole record can be read, be it in the middle of a line; a record torn off is followed directly
/// by its successor, without a line break.
final class CdrFramer {

  /// No record of Asterisk comes near; a quote that is never closed must not hold up the journal.
  static final int MAX_RECORD = 1 << 20;

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  /// What stands at a position.
  sealed interface Cut {
    /// A record up to `end`.
    record Whole(CdrLine line, int end) implements Cut {}

    /// Bytes up to `end` that are no record.
    record Damage(String why, int end) implements Cut {}

    /// Nothing can be said before more bytes arrive.
    record Wait() implements Cut {}
  }

  private final byte[] bytes;
  private final int to;
  private final boolean complete;

  /// @param to how many of the bytes count
  /// @param complete nothing will ever follow them
  CdrFramer(byte[] bytes, int to, boolean complete) {
    this.bytes = bytes;
    this.to = to;
    this.complete = complete;
  }

  Cut next(int from) {
    var scan = scan(from);
    return switch (scan.state()) {
      case WHOLE -> new Cut.Whole(scan.line(), scan.position());
      case BROKEN -> damage(from, scan.why());
      case OPEN -> open(from);
    };
  }

  private Cut open(int from) {
    if (complete) {
      return damage(from, "the file ends within the record");
    }
    return to - from > MAX_RECORD ? damage(from, "the record has no end") : new Cut.Wait();
  }

  /// The damage ends where a record begins. A beginning whose end is still to come counts too, so
  /// nothing is given up that the next bytes may complete.
  private Cut damage(int from, String why) {
    for (int at = from + 1; at < to; at++) {
      if (bytes[at] != '"' || (at + 1 < to && !FieldScan.isIdCharacter(bytes[at + 1]))) {
        continue;
      }
      var state = scan(at).state();
      if (state == FieldScan.State.WHOLE) {
        return new Cut.Damage(why, at);
      }
      if (state == FieldScan.State.OPEN && !complete && to - from <= MAX_RECORD) {
        return new Cut.Wait();
      }
    }
    if (complete || to - from > MAX_RECORD) {
      return new Cut.Damage(why, to);
    }
    return upToLastLineBreak(from, why);
  }

  private Cut upToLastLineBreak(int from, String why) {
    for (int at = to - 1; at >= from; at--) {
      if (bytes[at] == '\n') {
        return new Cut.Damage(why, at + 1);
      }
    }
    return new Cut.Wait();
  }

  private FieldScan scan(int from) {
    var scan = new FieldScan(bytes, to, from);
    while (scan.state() == FieldScan.State.OPEN && scan.position() < to) {
      if (!scan.readField(complete)) {
        break;
      }
      if (scan.state() != FieldScan.State.BROKEN) {
        check(scan);
      }
    }
    return scan;
  }

  /// Ids and numbers at the head tell a record's beginning from the middle of some text at once.
  private static void check(FieldScan scan) {
    var text = scan.fields().getLast();
    switch (scan.fields().size()) {
      case 1, 2 -> scan.require(isId(text), "the first two fields are no ids");
      case 3 -> scan.require(DIGITS.matcher(text).matches(), "the third field is no number");
      default -> {}
    }
  }

  private static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= 150
        && text.chars().allMatch(FieldScan::isIdCharacter);
  }
}
