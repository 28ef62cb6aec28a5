package com.unifiedbx.pbx.cdr;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Questions to `pbx.cdr`.
@Repository
class CdrRepository {

  private static final Duration MONTH = Duration.ofDays(31);

  private final JdbcClient jdbc;

  CdrRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Nullable Cdr find(CdrKey key) {
    return jdbc.sql("select * from pbx.cdr where start = ? and id = ?")
        .params(key.start().atOffset(ZoneOffset.UTC), key.id())
        .query(CdrRow::read)
        .optional()
        .orElse(null);
  }

  /// The newest with that unique id.
  @Nullable Cdr findByUniqueid(String uniqueid) {
    return jdbc.sql(
            "select * from pbx.cdr where uniqueid = ? order by start desc, sequence limit 1")
        .param(uniqueid)
        .query(CdrRow::read)
        .optional()
        .orElse(null);
  }

  /// In this order, behind `after` if given.
  List<Cdr> list(CdrFilter filter, CdrOrder order, int limit, CdrOrder.@Nullable Position after) {
    var newest =
        order == CdrOrder.NEWEST
            ? filter.newest(after == null ? null : after.key(), Instant.now())
            : null;
    var found = newest == null ? List.<Cdr>of() : listAll(newest, order, limit, after);
    return found.size() == limit ? found : listAll(filter, order, limit, after);
  }

  private List<Cdr> listAll(
      CdrFilter filter, CdrOrder order, int limit, CdrOrder.@Nullable Position after) {
    var where = CdrWhere.butExtension(filter);
    if (after != null) {
      order.behind(where, after);
    }
    return jdbc.sql(where.select("*", filter.extension() != null, order))
        .params(where.values())
        .param("extension", filter.extension())
        .param("limit", limit)
        .query(CdrRow::read)
        .list();
  }

  /// How many there are, but no more than `most`.
  long count(CdrFilter filter, long most) {
    var where = CdrWhere.of(filter);
    return jdbc.sql(
            "select count(*) from (select from pbx.cdr where " + where.text() + " limit :most) c")
        .params(where.values())
        .param("most", most)
        .query(Long.class)
        .single();
  }

  /// The first leg that passes the filter of each conversation, newest first. Legs of one
  /// conversation start within a month: only so few partitions need be asked.
  List<Cdr> listFirstLegs(CdrFilter filter, int limit, @Nullable CdrKey after) {
    var newest = newestOfAll(filter, after);
    var found = newest == null ? List.<Cdr>of() : listFirstLegsSince(newest, filter, limit, after);
    return found.size() == limit ? found : listFirstLegsSince(filter, filter, limit, after);
  }

  /// Of a filter with a beginning the first legs must be told from the same beginning on.
  private static @Nullable CdrFilter newestOfAll(CdrFilter filter, @Nullable CdrKey after) {
    return filter.from() == null ? filter.newest(after, Instant.now()) : null;
  }

  /// @param part of all that pass, of which the first legs are listed
  private List<Cdr> listFirstLegsSince(
      CdrFilter part, CdrFilter all, int limit, @Nullable CdrKey after) {
    var where = CdrWhere.of(part);
    var passes = CdrWhere.of(all).text();
    where.behind(after);
    var begin = part.from();
    return jdbc.sql(
            """
            select * from pbx.cdr c where %s
              and not exists (select from pbx.cdr e where e.linkedid = c.linkedid
                and e.start >= c.start - interval '31 days' and e.start >= :earliest
                and (e.start, e.id) < (c.start, c.id) and %s)
            order by start desc, id desc limit :limit
            """
                .formatted(where.text(), passes))
        .params(where.values())
        // Follows from the rest; the database plans for fewer partitions when it is told.
        .param("earliest", CdrWhere.moment(begin == null ? Instant.EPOCH : begin.minus(MONTH)))
        .param("limit", limit)
        .query(CdrRow::read)
        .list();
  }

  /// What was counted: conversations, and whether there are more legs than were looked at.
  record Counted(long conversations, boolean isPart) {}

  /// How many conversations there are among the legs that pass, looking at no more than `most` of
  /// the newest legs.
  Counted countConversations(CdrFilter filter, long most) {
    var newest = newestOfAll(filter, null);
    var found = newest == null ? null : countConversationsOf(newest, most);
    return found != null && found.isPart() ? found : countConversationsOf(filter, most);
  }

  private Counted countConversationsOf(CdrFilter filter, long most) {
    var where = CdrWhere.of(filter);
    return jdbc.sql(
            """
            select count(*), coalesce(sum(legs), 0) from (
              select count(*) as legs from (
                select linkedid from pbx.cdr where %s order by start desc, id desc limit :most) c
              group by linkedid) conversations
            """
                .formatted(where.text()))
        .params(where.values())
        .param("most", most + 1)
        .query((row, _) -> new Counted(row.getLong(1), row.getLong(2) > most))
        .single();
  }

  /// The newest records of each of these extensions, by its number; one query for all of them, in
  /// which each of the four columns where a number may stand is asked by its own index.
  Map<String, List<Cdr>> newestOf(Collection<String> extensions, int limit) {
    var columns =
        CdrWhere.PARTIES.stream()
            .map(column ->
                "(select * from pbx.cdr where %s = asked.number order by start desc, id desc limit :limit)"
                    .formatted(column))
            .collect(Collectors.joining(" union "));
    var found = new TreeMap<String, List<Cdr>>();
    jdbc.sql(
            """
            select asked.number as asked, found.* from unnest(:numbers) asked (number)
             cross join lateral (select * from (%s) parties order by start desc, id desc limit :limit) found
             order by found.start desc, found.id desc
            """
                .formatted(columns))
        .param("numbers", extensions.toArray(String[]::new))
        .param("limit", limit)
        .query((rs, row) -> Map.entry(rs.getString("asked"), CdrRow.read(rs, row)))
        .list()
        .forEach(one ->
            found.computeIfAbsent(one.getKey(), number -> new ArrayList<>()).add(one.getValue()));
    return found;
  }

  /// All legs of these conversations, each in the order of their start.
  Map<String, List<Cdr>> legs(Collection<String> linkedids) {
    return grouped(
        jdbc.sql("select * from pbx.cdr where linkedid = any(?) order by start, sequence, id")
            .param(linkedids.toArray(String[]::new)));
  }

  /// The same for conversations of which these are the first legs.
  Map<String, List<Cdr>> legsOf(List<Cdr> first) {
    var times = first.stream().map(Cdr::start).sorted().toList();
    return times.isEmpty()
        ? Map.of()
        : grouped(
            jdbc.sql(
                    """
                    select * from pbx.cdr where linkedid = any(?)
                      and start >= ? and start < ? order by start, sequence, id
                    """)
                .param(first.stream().map(Cdr::linkedid).toArray(String[]::new))
                .param(CdrWhere.moment(times.getFirst().minus(MONTH)))
                .param(CdrWhere.moment(times.getLast().plus(MONTH))));
  }

  private static Map<String, List<Cdr>> grouped(JdbcClient.StatementSpec legs) {
    return legs.query(CdrRow::read).list().stream()
        .collect(Collectors.groupingBy(Cdr::linkedid, TreeMap::new, Collectors.toList()));
  }
}
