package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.extensions.Extension.VoicemailBox;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tables `extension` and `voicemail_box`.
@Repository
class ExtensionRepository {

  private static final String SELECT =
      """
      select e.number, e.name, e.email, e.caller_id, e.outbound_cid, e.emergency_cid, e.max_contacts,
             e.ring_seconds, e.created_at, e.updated_at, e.version,
             box.number as box, box.email as box_email, box.attach, box.delete_after_email
        from pbx.extension e left join pbx.voicemail_box box using (number)
      """;

  private final JdbcClient jdbc;

  ExtensionRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Nullable Extension find(ExtensionNumber number) {
    return jdbc.sql(SELECT + "where e.number = ?")
        .param(number.digits())
        .query(ExtensionRepository::read)
        .optional()
        .orElse(null);
  }

  /// Those after `position`, in numeric order.
  List<Extension> listAfter(int position, int limit) {
    return jdbc.sql(SELECT + "where e.position > ? order by e.position limit ?")
        .param(position)
        .param(limit)
        .query(ExtensionRepository::read)
        .list();
  }

  long count() {
    return jdbc.sql("select count(*) from pbx.extension").query(Long.class).single();
  }

  /// Stores it; false when the number is taken.
  boolean insert(NewExtension made, SipSecret secret) {
    return bind(
                """
                insert into pbx.extension (number, name, email, caller_id, outbound_cid,
                       emergency_cid, max_contacts, digest_md5, digest_sha256)
                values (:number, :name, :email, :callerId, :outboundCid,
                       :emergencyCid, :maxContacts, :md5, :sha256)
                on conflict (number) do nothing\
                """,
                made)
            .param("md5", secret.md5(made.number()))
            .param("sha256", secret.sha256(made.number()))
            .update()
        == 1;
  }

  /// Changes it when its version is still `version`; false when it is not, or it is gone.
  boolean update(NewExtension to, long version) {
    return bind(
                """
                update pbx.extension set name = :name, email = :email, caller_id = :callerId,
                       outbound_cid = :outboundCid, emergency_cid = :emergencyCid,
                       max_contacts = :maxContacts, updated_at = now(), version = version + 1
                where number = :number and version = :version\
                """,
                to)
            .param("version", version)
            .update()
        == 1;
  }

  void saveBox(ExtensionNumber number, VoicemailBox box, @Nullable String pin, String newPin) {
    jdbc.sql(
            """
            insert into pbx.voicemail_box as box (number, pin, email, attach, delete_after_email)
            values (:number, :newPin, :email, :attach, :deleteAfterEmail)
            on conflict (number) do update set pin = coalesce(:pin, box.pin), email = excluded.email,
                   attach = excluded.attach, delete_after_email = excluded.delete_after_email\
            """)
        .param("number", number.digits())
        .param("newPin", newPin)
        .param("pin", pin)
        .param("email", box.email())
        .param("attach", box.attach())
        .param("deleteAfterEmail", box.deleteAfterEmail())
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

  private JdbcClient.StatementSpec bind(String sql, NewExtension extension) {
    return jdbc.sql(sql)
        .param("number", extension.number().digits())
        .param("name", extension.name())
        .param("email", extension.email())
        .param("callerId", extension.callerId())
        .param("outboundCid", extension.outboundCid())
        .param("emergencyCid", extension.emergencyCid())
        .param("maxContacts", extension.maxContacts());
  }

  private static Extension read(ResultSet rs, int row) throws SQLException {
    var box =
        rs.getString("box") == null
            ? null
            : new VoicemailBox(
                rs.getString("box_email"),
                rs.getBoolean("attach"),
                rs.getBoolean("delete_after_email"));
    return new Extension(
        new ExtensionNumber(rs.getString("number")),
        rs.getString("name"),
        rs.getString("email"),
        rs.getString("caller_id"),
        rs.getString("outbound_cid"),
        rs.getString("emergency_cid"),
        rs.getInt("max_contacts"),
        rs.getInt("ring_seconds"),
        box,
        rs.getTimestamp("created_at").toInstant(),
        rs.getTimestamp("updated_at").toInstant(),
        rs.getLong("version"));
  }
}
