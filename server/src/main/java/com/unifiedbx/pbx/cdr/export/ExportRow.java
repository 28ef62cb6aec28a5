package com.unifiedbx.pbx.cdr.export;

import com.unifiedbx.pbx.cdr.CdrKey;
import com.unifiedbx.pbx.cdr.recordings.Recording;
import com.unifiedbx.pbx.cdr.recordings.RecordingIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The record at which a result stands, read only as far as it is asked for.
final class ExportRow {

  private static final int ID = Column.place("id");
  private static final int CALL_ID = Column.place("callId");
  private static final int LINKEDID = Column.place("linkedid");
  private static final int START = Column.place("start");
  private static final int END = Column.place("end");

  private final ResultSet row;
  private final RecordingIndex recordings;

  ExportRow(ResultSet row, RecordingIndex recordings) {
    this.row = row;
    this.recordings = recordings;
  }

  CdrKey key() throws SQLException {
    return new CdrKey(Objects.requireNonNull(time(START)), row.getLong(ID));
  }

  @Nullable String text(int place) throws SQLException {
    return row.getString(place);
  }

  @Nullable Long number(int place) throws SQLException {
    var number = row.getLong(place);
    return row.wasNull() ? null : number;
  }

  @Nullable Instant time(int place) throws SQLException {
    var time = row.getObject(place, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  @Nullable Recording recording() throws SQLException {
    if (recordings.isEmpty()) {
      return null;
    }
    var name = Objects.requireNonNullElse(text(CALL_ID), Objects.requireNonNull(text(LINKEDID)));
    return recordings.find(key().text(), name, key().start(), time(END));
  }
}
