package com.unifiedbx.pbx.voicemail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The messages as events last told of them.
@Repository
class KnownMessageRepository {

  private final JdbcClient jdbc;

  KnownMessageRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Whether the spool was ever compared. What lay there before is nobody's news.
  boolean hasBaseline() {
    return jdbc.sql("select count(*) from pbx.voicemail_baseline").query(Long.class).single() > 0;
  }

  void takeBaseline() {
    jdbc.sql("insert into pbx.voicemail_baseline default values").update();
  }

  Set<String> mailboxes() {
    return jdbc
        .sql("select distinct mailbox from pbx.voicemail_message")
        .query(String.class)
        .stream()
        .collect(Collectors.toSet());
  }

  List<VoicemailMessage> list(String mailbox) {
    return jdbc.sql("select * from pbx.voicemail_message where mailbox = ?")
        .param(mailbox)
        .query(KnownMessageRepository::read)
        .list();
  }

  void save(VoicemailMessage message) {
    jdbc.sql(
            """
            insert into pbx.voicemail_message
              (id, mailbox, folder, caller_id, received_at, duration, read, size)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do update set folder = excluded.folder, read = excluded.read
            """)
        .param(message.id())
        .param(message.mailbox())
        .param(message.folder())
        .param(message.callerId())
        .param(message.receivedAt().atOffset(ZoneOffset.UTC))
        .param(message.duration())
        .param(message.read())
        .param(message.size())
        .update();
  }

  void delete(String id) {
    jdbc.sql("delete from pbx.voicemail_message where id = ?").param(id).update();
  }

  void forget(String mailbox) {
    jdbc.sql("delete from pbx.voicemail_message where mailbox = ?").param(mailbox).update();
  }

  private static VoicemailMessage read(ResultSet rs, int row) throws SQLException {
    return new VoicemailMessage(
        rs.getString("id"),
        rs.getString("mailbox"),
        rs.getString("folder"),
        rs.getString("caller_id"),
        rs.getTimestamp("received_at").toInstant(),
        rs.getInt("duration"),
        rs.getBoolean("read"),
        rs.getLong("size"),
        false);
  }
}
