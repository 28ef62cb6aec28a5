package com.unifiedbx.pbx.cdr.export;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// One JSON record on each line, as `GET /cdr/{id}` shows it.
final class JsonLinesFormat implements ExportFormat {

  private static final List<SerializableString> NAMES =
      Column.ALL.stream()
          .map(column -> (SerializableString) new SerializedString(column.member()))
          .toList();

  private final ObjectWriter json;
  private @Nullable JsonGenerator generator;

  JsonLinesFormat(JsonMapper json) {
    this.json = json.writer().withRootValueSeparator("");
  }

  @Override
  public void begin(LineBuffer out) {
    // Nothing stands before the first record.
  }

  @Override
  public void write(ExportRow row, LineBuffer out) throws SQLException {
    var line = generator == null ? json.createGenerator(out) : generator;
    generator = line;
    line.writeStartObject();
    for (var place = 1; place <= Column.ALL.size(); place++) {
      line.writeName(NAMES.get(place - 1));
      switch (Column.ALL.get(place - 1).kind()) {
        case KEY -> line.writeString(row.key().text());
        case TEXT, REFERENCE -> line.writeString(row.text(place));
        case NUMBER -> {
          var number = row.number(place);
          if (number == null) {
            line.writeNull();
          } else {
            line.writeNumber(number.longValue());
          }
        }
        case TIME -> line.writePOJO(row.time(place));
        case RECORDING -> line.writePOJO(row.recording());
      }
    }
    line.writeEndObject();
    line.writeRaw('\n');
  }

  @Override
  public void flush() {
    if (generator != null) {
      generator.close();
      generator = null;
    }
  }
}
