package com.unifiedbx.pbx.cdr.export.jobs;

import com.unifiedbx.pbx.cdr.export.CdrExport.Format;
import com.unifiedbx.pbx.cdr.export.jobs.ExportJob.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The jobs of this data directory; those of other servers on the same database are not seen.
@Repository
class ExportJobRepository {

  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final String place;

  ExportJobRepository(JdbcClient jdbc, JsonMapper json, DownloadLinks links) {
    this.jdbc = jdbc;
    this.json = json;
    this.place = links.place();
  }

  void insert(StoredJob job) {
    var order = job.order();
    jdbc.sql(
            """
            insert into pbx.cdr_export
              (id, place, application, filter, within, before, format, gzip, status, created_at)
            values (:id, :place, :application, :filter::jsonb, :within, :before, :format, :gzip,
              'queued', :before)
            """)
        .param("id", job.id())
        .param("place", place)
        .param("application", job.application())
        .param("filter", json.writeValueAsString(order.filters()))
        .param("within", job.within())
        .param("before", moment(job.before()))
        .param("format", order.format().word())
        .param("gzip", order.gzip())
        .update();
  }

  /// All jobs of an application, the newest first.
  List<StoredJob> list(String application) {
    return jdbc.sql(
            """
            select * from pbx.cdr_export where place = ? and application = ?
             order by created_at desc, id
            """)
        .params(place, application)
        .query(this::job)
        .list();
  }

  @Nullable StoredJob find(String id) {
    return jdbc.sql("select * from pbx.cdr_export where place = ? and id = ?")
        .params(place, id)
        .query(this::job)
        .optional()
        .orElse(null);
  }

  /// Begins the job that waits longest, or one that a former process left; null when there is none.
  /// Only who runs no job may ask.
  @Nullable StoredJob begin() {
    return jdbc.sql(
            """
            update pbx.cdr_export set status = 'running', attempts = attempts + 1, records = 0
             where id = (select id from pbx.cdr_export
                where place = ? and status in ('queued', 'running')
                order by status = 'queued', created_at, id limit 1)
            returning *
            """)
        .param(place)
        .query(this::job)
        .optional()
        .orElse(null);
  }

  /// False when the job was canceled meanwhile.
  boolean progress(String id, ExportJob.Progress progress) {
    return jdbc.sql(
                """
                update pbx.cdr_export set records = :records, total = :total
                 where id = :id and status = 'running'
                """)
            .param("records", progress.records())
            .param("total", progress.total())
            .param("id", id)
            .update()
        == 1;
  }

  /// Ends a job that has not ended; false when there is none.
  boolean end(String id, Status status, StoredJob.End end) {
    return jdbc.sql(
                """
                update pbx.cdr_export set status = :status, finished_at = :finished,
                  expires_at = :expires, size = :size, error = :error, message = :message
                 where place = :place and id = :id and status in ('queued', 'running')
                """)
            .param("status", status.word())
            .param("finished", moment(end.finishedAt()))
            .param("expires", moment(end.expiresAt()))
            .param("size", end.size())
            .param("error", end.error())
            .param("message", end.message())
            .param("place", place)
            .param("id", id)
            .update()
        == 1;
  }

  void delete(String id) {
    jdbc.sql("delete from pbx.cdr_export where place = ? and id = ?").params(place, id).update();
  }

  void deleteExpired(Instant now) {
    jdbc.sql("delete from pbx.cdr_export where place = :place and expires_at <= :now")
        .param("place", place)
        .param("now", moment(now))
        .update();
  }

  /// The jobs whose files are there to be fetched.
  List<String> listDone() {
    return jdbc.sql("select id from pbx.cdr_export where place = ? and status = 'done'")
        .param(place)
        .query((row, _) -> row.getString("id"))
        .list();
  }

  private StoredJob job(ResultSet row, int number) throws SQLException {
    return new StoredJob(
        row.getString("id"),
        row.getString("application"),
        new ExportOrder(
            json.readValue(row.getString("filter"), TEXTS),
            Format.valueOf(row.getString("format").toUpperCase(Locale.ROOT)),
            row.getBoolean("gzip")),
        row.getString("within"),
        Objects.requireNonNull(instant(row, "before")),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        new ExportJob.Progress(row.getLong("records"), row.getObject("total", Long.class)),
        row.getInt("attempts"),
        new StoredJob.End(
            instant(row, "finished_at"),
            instant(row, "expires_at"),
            row.getObject("size", Long.class),
            row.getString("error"),
            row.getString("message")));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime moment(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
