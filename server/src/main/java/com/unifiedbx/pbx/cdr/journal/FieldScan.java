package com.unifiedbx.pbx.cdr.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the fields of one record, starting at a position, until it is whole, broken or out of
/// bytes.
final class FieldScan {

  enum State {
    /// Good so far.
    OPEN,
    /// All fields and the end of the record have been seen.
    WHOLE,
    /// Not a record; `why` says at what it failed.
    BROKEN
  }

  private final byte[] bytes;
  private final int to;
  private final List<String> fields = new ArrayList<>(CdrLine.FIELDS);
  private @Nullable CdrLine line;
  private int position;
  private State state = State.OPEN;
  private String why = "";

  FieldScan(byte[] bytes, int to, int from) {
    this.bytes = bytes;
    this.to = to;
    this.position = from;
  }

  State state() {
    return state;
  }

  String why() {
    return why;
  }

  /// Behind the record, when it is whole.
  int position() {
    return position;
  }

  /// The fields read so far.
  List<String> fields() {
    return fields;
  }

  /// The record, when it is whole.
  CdrLine line() {
    return Objects.requireNonNull(line);
  }

  void require(boolean fact, String otherwise) {
    if (!fact && state != State.BROKEN) {
      state = State.BROKEN;
      why = otherwise;
    }
  }

  /// Reads one field and what follows it; false when the bytes end before that is decided.
  boolean readField(boolean complete) {
    if (bytes[position] != '"') {
      require(false, "field " + (fields.size() + 1) + " does not begin with a quote");
      return true;
    }
    var text = new ByteArrayOutputStream(32);
    for (int at = position + 1; at < to; at++) {
      if (bytes[at] != '"') {
        text.write(bytes[at]);
      } else if (at + 1 < to && bytes[at + 1] == '"') {
        switch (behindQuotes(text, at + 2, complete)) {
          case WHOLE -> {
            return close(text, at + 1);
          }
          case OPEN -> {
            return false;
          }
          case BROKEN -> {
            text.write('"');
            at++;
          }
        }
      } else {
        return at + 1 < to ? close(text, at + 1) : closeAtEnd(text, complete);
      }
    }
    return false;
  }

  /// What two quotes mean. A disk may have been full for the line break only; then the last field,
  /// a number, is followed by the quote that opens the next record, and by an id and its end. In
  /// every other case they are one quote of the text: `BROKEN` says that no record ends here.
  private State behindQuotes(ByteArrayOutputStream text, int from, boolean complete) {
    if (fields.size() != CdrLine.FIELDS - 1 || !isNumber(text)) {
      return State.BROKEN;
    }
    int at = from;
    while (at < to && isIdCharacter(bytes[at])) {
      at++;
    }
    if (at + 1 >= to && !complete) {
      return State.OPEN;
    }
    var isNext = at == to || (bytes[at] == '"' && (at + 1 == to || bytes[at + 1] == ','));
    return isNext ? State.WHOLE : State.BROKEN;
  }

  private static boolean isNumber(ByteArrayOutputStream text) {
    return text.size() > 0 && text.toString(UTF_8).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// Ids are made by Asterisk and by us, never by callers.
  static boolean isIdCharacter(int c) {
    return c > ' ' && c <= '~' && c != '"' && c != ',';
  }

  private boolean closeAtEnd(ByteArrayOutputStream text, boolean complete) {
    if (!complete || fields.size() != CdrLine.FIELDS - 1) {
      return false;
    }
    add(text);
    position = to;
    finish();
    return true;
  }

  private boolean close(ByteArrayOutputStream text, int next) {
    add(text);
    var last = fields.size() == CdrLine.FIELDS;
    position = bytes[next] == '"' ? next : next + 1;
    switch (bytes[next]) {
      case ',' -> require(!last, "more than " + CdrLine.FIELDS + " fields");
      case '\n' -> require(last, fields.size() + " fields instead of " + CdrLine.FIELDS);
      case '"' -> require(last, "a quote behind a quote");
      default -> require(false, "field " + fields.size() + " goes on behind its closing quote");
    }
    if (last && state == State.OPEN) {
      finish();
    }
    return true;
  }

  private void finish() {
    try {
      line = CdrLine.of(fields);
      state = State.WHOLE;
    } catch (UnreadableCdrException e) {
      require(false, String.valueOf(e.getMessage()));
    }
  }

  /// Bytes that are no UTF-8 become U+FFFD, and so does NUL, which PostgreSQL can't store.
  private void add(ByteArrayOutputStream text) {
    fields.add(text.toString(UTF_8).replace('\0', '\ufffd'));
  }
}
