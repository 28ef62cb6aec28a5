package com.unifiedbx.pbx.cdr.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.kernel.SpreadsheetCell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Cells as bytes: callers choose their names.
class CsvFormatTests {

  private static final String ODD = "ab,\"'=+-@|;\t\r\n \u00e9\u20ac\ud83d\ude00\u0001";

  private static String cell(String text) throws IOException {
    var buffer = new LineBuffer();
    CsvFormat.cell(text, buffer);
    var bytes = new ByteArrayOutputStream();
    buffer.sendTo(bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "Alice ~ Alice",
        "\"Alice\" <1001> ~ \"\"\"Alice\"\" <1001>\"",
        "=1+1 ~ '=1+1",
        "=HYPERLINK(\"http://x\") ~ \"'=HYPERLINK(\"\"http://x\"\")\"",
        "+4930123 ~ '+4930123",
        "-2+3+cmd|' /C calc'!A0 ~ '-2+3+cmd|' /C calc'!A0",
        "@SUM(1,2) ~ \"'@SUM(1,2)\"",
        "'=1 ~ ''=1",
        "a,b ~ \"a,b\"",
        "a;b ~ a;b",
        "Zo\u00eb \u2615 \ud83d\ude00 ~ Zo\u00eb \u2615 \ud83d\ude00",
        "`\t=1` ~ `\"'\t=1\"`",
        "`\r=1` ~ `\"'\r=1\"`",
        "`two\r\nlines` ~ `\"two\r\nlines\"`",
        "` blank` ~ `\" blank\"`",
        "`` ~ ``"
      })
  void hostileNamesAreWrittenSo(String name, String expected) throws IOException {
    assertThat(cell(name)).isEqualTo(expected);
  }

  @Test
  void whateverIsWrittenIsReadBackAsItWas() throws IOException {
    var random = new Random(7);
    for (var round = 0; round < 2_000; round++) {
      var first = odd(random);
      var second = odd(random);
      var line = cell(first) + "," + cell(second) + ",end\r\n";
      try (var parser = CSVParser.parse(line, CSVFormat.RFC4180)) {
        var record = parser.getRecords();
        assertThat(record).as(line).hasSize(1);
        assertThat(SpreadsheetCell.unguard(record.getFirst().get(0))).isEqualTo(first);
        assertThat(SpreadsheetCell.unguard(record.getFirst().get(1))).isEqualTo(second);
        assertThat(record.getFirst().get(0)).doesNotStartWith("=").doesNotStartWith("@");
      }
    }
  }

  private static String odd(Random random) {
    var characters = ODD.codePoints().toArray();
    var text = new StringBuilder();
    for (var length = random.nextInt(9); length > 0; length--) {
      text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return text.toString();
  }

  @Test
  void whoTakesGzipIsReadFromTheHeader() {
    assertThat(Gzip.isAccepted("gzip")).isTrue();
    assertThat(Gzip.isAccepted("br;q=1.0, GZIP;q=0.5")).isTrue();
    assertThat(Gzip.isAccepted("gzip;q=0")).isFalse();
    assertThat(Gzip.isAccepted("identity, br")).isFalse();
    assertThat(Gzip.isAccepted(null)).isFalse();
  }
}
