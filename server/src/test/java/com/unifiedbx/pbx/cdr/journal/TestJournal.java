package com.unifiedbx.pbx.cdr.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Writes records as Asterisk's `cdr_custom` does: every field quoted, quotes doubled, the file
/// opened and closed for each record.
public record TestJournal(Path path) {

  /// A record that is valid in every field; tests vary what matters to them.
  public static List<String> fields(int number) {
    var id = "1763900000." + number;
    return new ArrayList<>(
        List.of(
            id,
            id,
            String.valueOf(number),
            "",
            "1001",
            "1002",
            "\"Alice\" <1001>",
            "from-internal",
            "PJSIP/1001-%08x".formatted(number),
            "PJSIP/1002-%08x".formatted(number),
            "Dial",
            "PJSIP/1002/sip:1002@127.0.0.1:5062,25,tT",
            (1_763_900_000 + number) + ".123456",
            (1_763_900_002 + number) + ".500000",
            (1_763_900_009 + number) + ".750000",
            "9",
            "7",
            "ANSWERED",
            "1001",
            "",
            "",
            "16"));
  }

  public static List<String> fields(int number, int index, String value) {
    var fields = fields(number);
    fields.set(index, value);
    return fields;
  }

  public static byte[] bytes(List<String> fields) {
    return line(fields.stream().map(field -> field.getBytes(UTF_8)).toList());
  }

  static byte[] line(List<byte[]> fields) {
    var line = new ByteArrayOutputStream();
    for (var field : fields) {
      line.write(line.size() == 0 ? '"' : ',');
      if (line.size() > 1) {
        line.write('"');
      }
      for (var b : field) {
        if (b == '"') {
          line.write('"');
        }
        line.write(b);
      }
      line.write('"');
    }
    line.write('\n');
    return line.toByteArray();
  }

  public void append(int... numbers) {
    for (var number : numbers) {
      append(bytes(fields(number)));
    }
  }

  public void append(byte[] bytes) {
    try {
      Files.createDirectories(path.resolveSibling("."));
      Files.write(path, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
