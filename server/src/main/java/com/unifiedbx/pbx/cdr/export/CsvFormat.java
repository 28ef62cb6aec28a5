package com.unifiedbx.pbx.cdr.export;

import com.unifiedbx.pbx.cdr.Cdr;
import com.unifiedbx.pbx.kernel.SpreadsheetCell;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;

/// CSV by RFC 4180, in UTF-8, with the names of the JSON members as its first line.
final class CsvFormat implements ExportFormat {

  private static final CSVFormat RFC4180 = CSVFormat.RFC4180;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "callId",
          "uniqueid",
          "linkedid",
          "sequence",
          "start",
          "answer",
          "end",
          "clid",
          "src",
          "dst",
          "context",
          "channel",
          "dstChannel",
          "lastApp",
          "lastData",
          "disposition",
          "duration",
          "billsec",
          "accountCode",
          "cause",
          "recording");

  @Override
  public void begin(Writer out) throws IOException {
    RFC4180.printRecord(out, COLUMNS.toArray());
  }

  @Override
  public void write(Cdr cdr, Writer out) throws IOException {
    var cells = new ArrayList<Object>(COLUMNS.size());
    cells.add(cdr.id());
    cells.add(text(cdr.callId()));
    cells.add(text(cdr.uniqueid()));
    cells.add(text(cdr.linkedid()));
    cells.add(cdr.sequence());
    cells.add(time(cdr.start()));
    cells.add(time(cdr.answer()));
    cells.add(time(cdr.end()));
    cells.add(text(cdr.clid()));
    cells.add(text(cdr.src()));
    cells.add(text(cdr.dst()));
    cells.add(text(cdr.context()));
    cells.add(text(cdr.channel()));
    cells.add(text(cdr.dstChannel()));
    cells.add(text(cdr.lastApp()));
    cells.add(text(cdr.lastData()));
    cells.add(text(cdr.disposition()));
    cells.add(cdr.duration());
    cells.add(cdr.billsec());
    cells.add(text(cdr.accountCode()));
    cells.add(cdr.cause() == null ? "" : cdr.cause());
    cells.add(cdr.recording() == null ? "" : cdr.recording().url());
    RFC4180.printRecord(out, cells.toArray());
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : TIME.format(time);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : SpreadsheetCell.guard(value);
  }
}
