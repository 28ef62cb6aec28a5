package com.unifiedbx.pbx.cdr.export.jobs;

import com.unifiedbx.pbx.cdr.export.CdrExport.Format;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a job shall export and how.
///
/// @param filters by name, as [com.unifiedbx.pbx.cdr.CdrQuery] reads them
record ExportOrder(Map<String, String> filters, Format format, boolean gzip) {

  /// Reads filters, `format` (default `csv`) and `gzip` (default false). Null is as good as not
  /// given. What the filters are is for [com.unifiedbx.pbx.cdr.CdrQuery] to say.
  static ExportOrder of(Map<String, ? extends @Nullable Object> given) {
    var filters = new LinkedHashMap<String, String>();
    given.forEach((name, value) -> {
      switch (value) {
        case null -> {}
        case String text -> filters.put(name, text);
        case Number number -> filters.put(name, number.toString());
        case Boolean flag when name.equals("gzip") -> filters.put(name, flag.toString());
        default -> throw Refusal.badValue(name, name + " is one text or number.").asException();
      }
    });
    var format = format(filters.remove("format"));
    var gzip = flag(filters.remove("gzip"));
    return new ExportOrder(filters, format, gzip);
  }

  private static Format format(@Nullable String word) {
    return word == null
        ? Format.CSV
        : Arrays.stream(Format.values())
            .filter(format -> format.word().equals(word))
            .findFirst()
            .orElseThrow(() -> Refusal.badValue("format", "format is csv or jsonl.").asException());
  }

  private static boolean flag(@Nullable String word) {
    return switch (word) {
      case null -> false;
      case "false" -> false;
      case "true" -> true;
      default -> throw Refusal.badValue("gzip", "gzip is true or false.").asException();
    };
  }
}
