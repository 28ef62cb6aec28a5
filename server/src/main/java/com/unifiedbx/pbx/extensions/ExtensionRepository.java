package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.extensions.ExtensionQuery.Cursor;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.ObjectMapper;

/// The tables `extension` and `voicemail_box`.
@Repository
class ExtensionRepository {

  private static final String COLUMNS = String.join(", ", ExtensionRows.COLUMNS);

  private static final String FROM =
      " from pbx.extension e left join pbx.voicemail_box box using (number) ";

  private static final String SELECT =
      "select e.number, "
          + String.join(", ", ExtensionRows.COLUMNS.stream().map(name -> "e." + name).toList())
          + ", e.created_at, e.updated_at, e.version, box.number as box, box.email as box_email,"
          + " box.attach, box.delete_after_email, box.pager, box.say_caller_id, box.envelope"
          + FROM;

  private final JdbcClient jdbc;
  private final ObjectMapper json;

  ExtensionRepository(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  @Nullable Extension find(ExtensionNumber number) {
    return jdbc.sql(SELECT + "where e.number = ?")
        .param(number.digits())
        .query(ExtensionRows::read)
        .optional()
        .orElse(null);
  }

  /// Those of the numbers that exist, in numeric order.
  List<Extension> findAll(Collection<String> numbers) {
    return jdbc.sql(SELECT + "where e.number = any(?) order by e.position")
        .param(numbers.toArray(String[]::new))
        .query(ExtensionRows::read)
        .list();
  }

  Set<String> taken(Collection<String> numbers) {
    return new HashSet<>(
        jdbc.sql("select number from pbx.extension where number = any(?)")
            .param(numbers.toArray(String[]::new))
            .query(String.class)
            .list());
  }

  /// Those that fit, behind the cursor, in the order of the query.
  List<Extension> list(ExtensionQuery query, @Nullable Cursor after, int limit) {
    var conditions = conditions(query);
    if (after != null) {
      conditions.add(query.order().after());
    }
    var statement =
        bind(
            jdbc.sql(
                SELECT + where(conditions) + "order by " + query.order().sql() + " limit :limit"),
            query);
    if (after != null) {
      statement = statement.param("position", after.position());
      if (!query.order().isNumeric()) {
        statement = statement.param("value", after.value());
      }
    }
    return statement.param("limit", limit).query(ExtensionRows::read).list();
  }

  long count(ExtensionQuery query) {
    if (conditions(query).isEmpty()) {
      return jdbc.sql("select total from pbx.extension_total").query(Long.class).single();
    }
    // Without the box, when it is not asked for: half the work.
    var from = query.hasVoicemail() == null ? " from pbx.extension e " : FROM;
    return bind(jdbc.sql("select count(*)" + from + where(conditions(query))), query)
        .query(Long.class)
        .single();
  }

  private static List<String> conditions(ExtensionQuery query) {
    var conditions = new ArrayList<String>();
    if (!query.search().isEmpty()) {
      conditions.add("e.search like :search");
    }
    if (!query.prefix().isEmpty()) {
      conditions.add("e.number like :prefix");
    }
    if (query.hasVoicemail() != null) {
      conditions.add("(box.number is not null) = :voicemail");
    }
    if (query.doNotDisturb() != null) {
      conditions.add("e.do_not_disturb = :doNotDisturb");
    }
    if (query.numbers() != null) {
      conditions.add("e.number = any(:numbers)");
    }
    if (query.within() != null) {
      conditions.add("e.number ~ :within");
    }
    return conditions;
  }

  private static JdbcClient.StatementSpec bind(
      JdbcClient.StatementSpec statement, ExtensionQuery query) {
    var bound = statement;
    if (!query.search().isEmpty()) {
      bound = bound.param("search", "%" + literal(query.search()) + "%");
    }
    if (!query.prefix().isEmpty()) {
      bound = bound.param("prefix", query.prefix() + "%");
    }
    if (query.hasVoicemail() != null) {
      bound = bound.param("voicemail", query.hasVoicemail());
    }
    if (query.doNotDisturb() != null) {
      bound = bound.param("doNotDisturb", query.doNotDisturb());
    }
    if (query.numbers() != null) {
      bound = bound.param("numbers", query.numbers().toArray(String[]::new));
    }
    if (query.within() != null) {
      bound = bound.param("within", query.within());
    }
    return bound;
  }

  /// As the generated column has it, with nothing in it that LIKE would take for more than itself.
  private static String literal(String text) {
    return text.toLowerCase(java.util.Locale.ROOT)
        .replace("\\", "\\\\")
        .replace("%", "\\%")
        .replace("_", "\\_");
  }

  private static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions) + " ";
  }

  /// The lowest number from `first` on, of as many digits, that no extension has; null for none.
  List<Integer> free(int first, int last, int count) {
    return jdbc.sql(
            """
            select free from generate_series(:first, :last) free
             where not exists (select from pbx.extension where position = free)
             order by free limit :count\
            """)
        .param("first", first)
        .param("last", last)
        .param("count", count)
        .query((rs, row) -> rs.getInt(1))
        .list();
  }

  /// Stores those whose numbers are free, and returns their numbers.
  Set<String> insert(List<? extends Map<String, ?>> rows) {
    return new HashSet<>(
        jdbc.sql(
                "insert into pbx.extension (number, "
                    + COLUMNS
                    + ", digest_md5, digest_sha256) select number, "
                    + COLUMNS
                    + ", digest_md5, digest_sha256"
                    + " from json_populate_recordset(null::pbx.extension, ?::json)"
                    + " on conflict (number) do nothing returning number")
            .param(json.writeValueAsString(rows))
            .query(String.class)
            .list());
  }

  /// Changes it when its version is still `version`; false when it is not, or it is gone.
  boolean update(NewExtension to, long version) {
    return jdbc.sql(
                "update pbx.extension e set ("
                    + COLUMNS
                    + ") = (select "
                    + COLUMNS
                    + " from json_populate_record(null::pbx.extension, :row::json)),"
                    + " updated_at = now(), version = e.version + 1"
                    + " where e.number = :number and e.version = :version")
            .param("row", json.writeValueAsString(ExtensionRows.row(to)))
            .param("number", to.number().digits())
            .param("version", version)
            .update()
        == 1;
  }

  void saveBoxes(List<? extends Map<String, ?>> rows) {
    jdbc.sql(
            """
            insert into pbx.voicemail_box as box (number, pin, email, attach, delete_after_email,
                   pager, say_caller_id, envelope)
            select number, coalesce(pin, new_pin), email, attach, delete_after_email, pager,
                   say_caller_id, envelope
              from json_to_recordset(?::json) as sent (number text, pin text, new_pin text, email text,
                   attach boolean, delete_after_email boolean, pager text, say_caller_id boolean,
                   envelope boolean)
            on conflict (number) do update set email = excluded.email, attach = excluded.attach,
                   delete_after_email = excluded.delete_after_email, pager = excluded.pager,
                   say_caller_id = excluded.say_caller_id, envelope = excluded.envelope\
            """)
        .param(json.writeValueAsString(rows))
        .update();
  }

  void setPin(ExtensionNumber number, String pin) {
    jdbc.sql("update pbx.voicemail_box set pin = ? where number = ?")
        .param(pin)
        .param(number.digits())
        .update();
  }

  void deleteBox(ExtensionNumber number) {
    jdbc.sql("delete from pbx.voicemail_box where number = ?").param(number.digits()).update();
  }

  boolean setSecret(ExtensionNumber number, SipSecret secret) {
    return jdbc.sql(
                """
                update pbx.extension set digest_md5 = ?, digest_sha256 = ?, updated_at = now(),
                       version = version + 1 where number = ?\
                """)
            .param(secret.md5(number))
            .param(secret.sha256(number))
            .param(number.digits())
            .update()
        == 1;
  }

  boolean delete(ExtensionNumber number) {
    return jdbc.sql("delete from pbx.extension where number = ?").param(number.digits()).update()
        == 1;
  }

  /// Until the transaction ends, nobody else gives a number away.
  void lockNumbers() {
    Objects.requireNonNull(
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtext('pbx numbers'))")
            .query(Integer.class)
            .single());
  }
}
