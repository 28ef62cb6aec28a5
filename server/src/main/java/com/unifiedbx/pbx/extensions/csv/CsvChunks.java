package com.unifiedbx.pbx.extensions.csv;

import com.unifiedbx.pbx.instance.InstanceException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/// A CSV file cut into pieces that have its first line each, so that progress can be shown.
///
/// @param whole the file
/// @param lines without the first
public record CsvChunks(String whole, List<Chunk> chunks, int lines) {

  private static final int SIZE = 500;

  /// @param before how many lines of the file come before its own
  public record Chunk(String csv, int before, int lines) {}

  /// @throws InstanceException when it can't be read as CSV
  public static CsvChunks of(String text) {
    var records = records(text.startsWith("\ufeff") ? text.substring(1) : text);
    var chunks = new ArrayList<Chunk>();
    for (var from = 1; from < records.size(); from += SIZE) {
      var part = records.subList(from, Math.min(records.size(), from + SIZE));
      chunks.add(new Chunk(csv(records.getFirst(), part), from - 1, part.size()));
    }
    return new CsvChunks(text, chunks, Math.max(0, records.size() - 1));
  }

  private static List<CSVRecord> records(String text) {
    var format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
    try (var parser = format.parse(new StringReader(text))) {
      return parser.getRecords();
    } catch (UncheckedIOException | IOException e) {
      throw new InstanceException("The file is not valid CSV: " + e.getMessage());
    }
  }

  private static String csv(CSVRecord header, List<CSVRecord> records) {
    var out = new StringWriter();
    try (var printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
      printer.printRecord((Iterable<?>) header);
      for (var record : records) {
        printer.printRecord((Iterable<?>) record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
