package com.unifiedbx.pbx.cdr.export;

import java.util.List;
import java.util.stream.Collectors;

/// A member of an exported record, in the order and by the name of its JSON.
///
/// @param column where it stands in `pbx.cdr`; of the key, the half that is no member itself
record Column(String member, String column, Kind kind) {

  /// What stands in it.
  enum Kind {
    /// The id of the API, made of two columns.
    KEY,
    TEXT,
    /// Text or nothing.
    REFERENCE,
    NUMBER,
    TIME,
    /// Found on the disk.
    RECORDING
  }

  static final List<Column> ALL =
      List.of(
          new Column("id", "id", Kind.KEY),
          new Column("callId", "call_id", Kind.REFERENCE),
          text("uniqueid", "uniqueid"),
          text("linkedid", "linkedid"),
          new Column("sequence", "sequence", Kind.NUMBER),
          new Column("start", "start", Kind.TIME),
          new Column("answer", "answer", Kind.TIME),
          new Column("end", "\"end\"", Kind.TIME),
          text("clid", "clid"),
          text("src", "src"),
          text("dst", "dst"),
          text("context", "dcontext"),
          text("channel", "channel"),
          text("dstChannel", "dstchannel"),
          text("lastApp", "lastapp"),
          text("lastData", "lastdata"),
          text("disposition", "disposition"),
          new Column("duration", "duration", Kind.NUMBER),
          new Column("billsec", "billsec", Kind.NUMBER),
          text("accountCode", "accountcode"),
          new Column("cause", "cause", Kind.NUMBER),
          new Column("recording", "null", Kind.RECORDING));

  private static Column text(String member, String column) {
    return new Column(member, column, Kind.TEXT);
  }

  /// For a `select`; the first is 1 in its rows.
  static String select() {
    return ALL.stream().map(Column::column).collect(Collectors.joining(", "));
  }

  /// The place of that member in a row.
  static int place(String member) {
    return ALL.stream().map(Column::member).toList().indexOf(member) + 1;
  }
}
