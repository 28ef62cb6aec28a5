package com.unifiedbx.pbx.cdr.export;

import com.unifiedbx.pbx.kernel.SpreadsheetCell;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// CSV by RFC 4180, in UTF-8, with the names of the JSON members as its first line.
///
/// Written by hand because a library that takes and makes strings costs half of an export's time;
/// the tests read it with one.
final class CsvFormat implements ExportFormat {

  private static final int DAY = 86_400;

  private long day = Long.MIN_VALUE;
  private String date = "";

  @Override
  public void begin(LineBuffer out) {
    for (var place = 0; place < Column.ALL.size(); place++) {
      separate(place, out);
      out.text(Column.ALL.get(place).member());
    }
    end(out);
  }

  @Override
  public void write(ExportRow row, LineBuffer out) throws SQLException {
    for (var place = 1; place <= Column.ALL.size(); place++) {
      separate(place - 1, out);
      switch (Column.ALL.get(place - 1).kind()) {
        case KEY -> out.text(row.key().text());
        case TEXT, REFERENCE -> cell(row.text(place), out);
        case NUMBER -> number(row.number(place), out);
        case TIME -> time(row.time(place), out);
        case RECORDING -> {
          var recording = row.recording();
          cell(recording == null ? null : recording.url(), out);
        }
      }
    }
    end(out);
  }

  private static void separate(int before, LineBuffer out) {
    if (before > 0) {
      out.write(',');
    }
  }

  private static void end(LineBuffer out) {
    out.write('\r');
    out.write('\n');
  }

  private static void number(@Nullable Long number, LineBuffer out) {
    if (number != null) {
      out.number(number);
    }
  }

  static void cell(@Nullable String value, LineBuffer out) {
    if (value == null || value.isEmpty()) {
      return;
    }
    var text = SpreadsheetCell.guard(value);
    if (isPlain(text)) {
      out.text(text);
    } else {
      out.write('"');
      out.text(text.replace("\"", "\"\""));
      out.write('"');
    }
  }

  /// Also what begins or ends with a blank is quoted: some readers trim.
  private static boolean isPlain(String text) {
    for (var at = 0; at < text.length(); at++) {
      var character = text.charAt(at);
      if (character == ',' || character == '"' || character < ' ') {
        return false;
      }
    }
    return text.charAt(0) != ' ' && text.charAt(text.length() - 1) != ' ';
  }

  /// ISO 8601, UTC, milliseconds. Neighbours nearly always share their day.
  private void time(@Nullable Instant time, LineBuffer out) {
    if (time == null) {
      return;
    }
    var seconds = time.getEpochSecond();
    if (Math.floorDiv(seconds, DAY) != day) {
      day = Math.floorDiv(seconds, DAY);
      date = LocalDate.ofEpochDay(day).toString();
    }
    var second = Math.floorMod(seconds, DAY);
    out.text(date);
    out.write('T');
    out.digits(second / 3600, 2);
    out.write(':');
    out.digits(second / 60 % 60, 2);
    out.write(':');
    out.digits(second % 60, 2);
    out.write('.');
    out.digits(time.getNano() / 1_000_000, 3);
    out.write('Z');
  }
}
