package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.kernel.Refusal;
import org.jspecify.annotations.Nullable;

/// In which order records are listed. Each has an index.
public enum CdrOrder {
  /// The newest start first.
  NEWEST("start desc, id desc"),
  /// The longest first, of equally long ones the newest.
  LONGEST("duration desc, start desc, id desc");

  private final String columns;

  CdrOrder(String columns) {
    this.columns = columns;
  }

  String columns() {
    return columns;
  }

  void behind(CdrWhere where, Position after) {
    switch (this) {
      case NEWEST -> where.behind(after.key());
      case LONGEST -> {
        where.and(
            "(duration, start, id) < (:behindDuration, :behindStart, :behindId)",
            "behindDuration",
            after.duration());
        where.values().put("behindId", after.key().id());
        where.values().put("behindStart", CdrWhere.moment(after.key().start()));
      }
    }
  }

  /// The cursor behind this record.
  public String cursor(Cdr cdr) {
    return switch (this) {
      case NEWEST -> cdr.id();
      case LONGEST -> cdr.duration() + "~" + cdr.id();
    };
  }

  /// Where a page goes on: behind the record of that key, which lasted that long.
  public record Position(long duration, CdrKey key) {

    /// The position behind a cursor that a page in this order gave out; refuses any other text.
    public static @Nullable Position of(@Nullable String cursor, CdrOrder order) {
      if (cursor == null) {
        return null;
      }
      var tilde = cursor.indexOf('~');
      var key = CdrKey.find(cursor.substring(tilde + 1));
      var isOurs =
          switch (order) {
            case NEWEST -> tilde < 0;
            case LONGEST -> cursor.matches("[0-9]{1,18}~.*");
          };
      if (key == null || !isOurs) {
        throw Refusal.badValue("cursor", "cursor is not one that a page of this list gave out.")
            .asException();
      }
      return new Position(tilde < 0 ? 0 : Long.parseLong(cursor.substring(0, tilde)), key);
    }
  }
}
