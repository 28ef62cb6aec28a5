package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.cdr.journal.CdrLine;
import com.unifiedbx.pbx.cdr.journal.JournalEntry;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The import's side of the tables. Methods that write expect the caller's transaction.
@Repository
class CdrStore {

  private static final String INSERT =
      """
      insert into pbx.cdr (uniqueid, linkedid, sequence, call_id, src, dst, clid, dcontext,
        channel, dstchannel, endpoint, dstendpoint, lastapp, lastdata, start, answer, "end",
        duration, billsec, disposition, direction, accountcode, peeraccount, userfield, cause)
      select t.* from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
        ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::bigint[], ?::bigint[], ?::text[],
        ?::text[], ?::text[], ?::text[], ?::text[], ?::int[]) t
      on conflict do nothing
      returning *
      """;

  private final JdbcClient jdbc;
  private final Set<YearMonth> months = new HashSet<>();

  CdrStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A position in a file, with the marks by which the file is known again.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Place(long inode, long position, byte[] mark) {}

  @Nullable Place find(String journal, long inode) {
    return jdbc.sql("select * from pbx.cdr_journal where journal = ? and inode = ?")
        .params(journal, inode)
        .query((row, _) ->
            new Place(row.getLong("inode"), row.getLong("position"), row.getBytes("fingerprint")))
        .optional()
        .orElse(null);
  }

  void save(String journal, Place place) {
    jdbc.sql(
            """
            insert into pbx.cdr_journal (journal, inode, position, fingerprint)
            values (?, ?, ?, ?)
            on conflict (journal, inode) do update set position = excluded.position,
              fingerprint = excluded.fingerprint, updated_at = clock_timestamp()
            """)
        .params(journal, place.inode, place.position, place.mark)
        .update();
  }

  /// Forgets the positions of files that are gone.
  void keepOnly(String journal, Set<Long> inodes) {
    jdbc.sql("delete from pbx.cdr_journal where journal = ? and inode <> all (?)")
        .params(journal, inodes.toArray(Long[]::new))
        .update();
  }

  /// Makes the partition of the month of that moment, once; not in a transaction, because a record
  /// does without it.
  void makeMonth(Instant moment) {
    var month = YearMonth.from(moment.atOffset(ZoneOffset.UTC));
    if (months.contains(month)) {
      return;
    }
    jdbc.sql("select pbx.cdr_make_month(?)")
        .param(moment.atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
    months.add(month);
  }

  /// Stores the records that are not there yet and tells them, in their order.
  List<Cdr> add(List<CdrLine> lines) {
    var insert =
        jdbc.sql(INSERT)
            .param(texts(lines, CdrLine::uniqueid))
            .param(texts(lines, CdrLine::linkedid))
            .param(numbers(lines, CdrLine::sequence))
            .param(texts(lines, CdrLine::callId))
            .param(texts(lines, CdrLine::src))
            .param(texts(lines, CdrLine::dst))
            .param(texts(lines, CdrLine::clid))
            .param(texts(lines, CdrLine::context))
            .param(texts(lines, CdrLine::channel))
            .param(texts(lines, CdrLine::dstChannel))
            .param(texts(lines, CdrLine::endpoint))
            .param(texts(lines, CdrLine::dstEndpoint))
            .param(texts(lines, CdrLine::lastApp))
            .param(texts(lines, CdrLine::lastData));
    return addTimesAndRest(insert, lines).query(CdrRow::read).list();
  }

  private static JdbcClient.StatementSpec addTimesAndRest(
      JdbcClient.StatementSpec insert, List<CdrLine> lines) {
    return insert
        .param(texts(lines, line -> line.start().toString()))
        .param(texts(lines, line -> Objects.toString(line.answer(), null)))
        .param(texts(lines, line -> Objects.toString(line.end(), null)))
        .param(numbers(lines, CdrLine::duration))
        .param(numbers(lines, CdrLine::billsec))
        .param(texts(lines, CdrLine::disposition))
        .param(texts(lines, line -> CdrRow.word(line.direction())))
        .param(texts(lines, CdrLine::accountCode))
        .param(texts(lines, CdrLine::peerAccount))
        .param(texts(lines, CdrLine::userField))
        .param(lines.stream().map(CdrLine::cause).toArray(Integer[]::new));
  }

  /// Puts bytes aside that were no record. The same bytes are kept once.
  boolean setAside(String journal, JournalEntry entry) {
    return jdbc.sql(
                """
                insert into pbx.cdr_unreadable (digest, journal, position, raw, why)
                values (sha256(?), ?, ?, ?, ?) on conflict do nothing
                """)
            .params(entry.raw(), journal, entry.start(), entry.raw(), String.valueOf(entry.why()))
            .update()
        > 0;
  }

  private static String[] texts(List<CdrLine> lines, Function<CdrLine, @Nullable String> field) {
    return lines.stream().map(field).toArray(String[]::new);
  }

  private static Long[] numbers(List<CdrLine> lines, Function<CdrLine, Long> field) {
    return lines.stream().map(field).toArray(Long[]::new);
  }
}
