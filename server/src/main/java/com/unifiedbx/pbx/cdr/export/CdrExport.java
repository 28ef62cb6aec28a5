package com.unifiedbx.pbx.cdr.export;

import com.unifiedbx.pbx.cdr.recordings.Recordings;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes every record that passes a filter, newest first: for those who wait for it, and for jobs.
@Component
public class CdrExport {

  private final ExportRepository repository;
  private final Recordings recordings;
  private final JsonMapper json;

  CdrExport(ExportRepository repository, Recordings recordings, JsonMapper json) {
    this.repository = repository;
    this.recordings = recordings;
    this.json = json;
  }

  /// How records are written.
  public enum Format {
    CSV("csv", "text/csv;charset=UTF-8"),
    JSONL("jsonl", "application/jsonl;charset=UTF-8");

    private final String word;
    private final String contentType;

    Format(String word, String contentType) {
      this.word = word;
      this.contentType = contentType;
    }

    /// As the end of a file's name.
    public String word() {
      return word;
    }

    public String contentType() {
      return contentType;
    }
  }

  /// Begins an export, whose first records are read when this returns.
  public ExportPortions begin(ExportRequest request, Format format) {
    var lines =
        switch (format) {
          case CSV -> new CsvFormat();
          case JSONL -> new JsonLinesFormat(json);
        };
    return new ExportPortions(repository, request, lines, recordings.index());
  }
}
