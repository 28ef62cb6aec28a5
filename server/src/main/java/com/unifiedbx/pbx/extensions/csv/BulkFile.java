package com.unifiedbx.pbx.extensions.csv;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.SpreadsheetCell;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A CSV file with a header line, read into one merge patch for each line.
///
/// @param ignored columns that mean nothing here
record BulkFile(List<Line> lines, List<String> ignored) {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  /// @param number of the line in the file, the header being line 1
  record Line(long number, ObjectNode patch) {}

  /// @throws com.unifiedbx.pbx.kernel.RefusedException when it is no CSV with a column `extension`
  static BulkFile read(byte[] bytes, int mostLines) {
    var records = records(text(bytes));
    if (records.isEmpty()) {
      throw unreadable("The file is empty: its first line names the columns.");
    }
    var headers = records.getFirst().stream().map(BulkColumn::find).toList();
    var ignored =
        records.getFirst().stream()
            .filter(header -> BulkColumn.find(header) == null)
            .map(header -> header.length() > 64 ? header.substring(0, 64) : header)
            .toList();
    if (!headers.contains(BulkColumn.EXTENSION)) {
      throw unreadable("The first line has no column 'extension'.");
    }
    if (records.size() - 1 > mostLines) {
      throw unreadable("At most " + mostLines + " lines are taken at once.");
    }
    var lines =
        records.stream()
            .skip(1)
            .map(record -> new Line(record.getRecordNumber(), patch(headers, record)))
            .toList();
    return new BulkFile(lines, ignored);
  }

  private static List<CSVRecord> records(String text) {
    try (var parser = FORMAT.parse(new StringReader(text))) {
      return parser.getRecords();
    } catch (UncheckedIOException | IOException e) {
      throw unreadable("The file is not valid CSV: a quote is not closed or stands in a cell.");
    }
  }

  /// UTF-8, with or without the mark that spreadsheets put before it.
  private static String text(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw unreadable("The file is not UTF-8: save it as CSV UTF-8.");
    }
  }

  private static ObjectNode patch(List<? extends @Nullable BulkColumn> headers, CSVRecord record) {
    var patch = JsonNodeFactory.instance.objectNode();
    for (var index = 0; index < Math.min(headers.size(), record.size()); index++) {
      var column = headers.get(index);
      if (column != null) {
        column.read(SpreadsheetCell.unguard(record.get(index)), patch);
      }
    }
    return patch;
  }

  private static RuntimeException unreadable(String message) {
    return Refusal.of(Refusal.Kind.UNREADABLE, "invalid_csv", message).asException();
  }
}
