package com.unifiedbx.pbx.voicemail.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The notices that wait, in `pbx.voicemail_mail`.
@Repository
class MailRepository {

  private final JdbcClient jdbc;

  MailRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A notice that waits.
  ///
  /// @param messageId of the voicemail message
  /// @param attempts so many failed
  /// @param sent the mail is out, and only the message is still to be deleted
  record Waiting(String messageId, String mailbox, Instant queuedAt, int attempts, boolean sent) {}

  /// Twice the same is once.
  void add(String messageId, String mailbox) {
    jdbc.sql(
            "insert into pbx.voicemail_mail (message_id, mailbox) values (?, ?)"
                + " on conflict do nothing")
        .params(messageId, mailbox)
        .update();
  }

  List<Waiting> due(Instant now, int limit) {
    return jdbc.sql("select * from pbx.voicemail_mail where next_at <= ? order by next_at limit ?")
        .params(now.atOffset(ZoneOffset.UTC), limit)
        .query((row, _) ->
            new Waiting(
                row.getString("message_id"),
                row.getString("mailbox"),
                row.getTimestamp("queued_at").toInstant(),
                row.getInt("attempts"),
                row.getBoolean("sent")))
        .list();
  }

  long count() {
    return jdbc.sql("select count(*) from pbx.voicemail_mail").query(Long.class).single();
  }

  void sent(String messageId) {
    jdbc.sql("update pbx.voicemail_mail set sent = true where message_id = ?")
        .param(messageId)
        .update();
  }

  void later(String messageId, Instant now, Duration pause) {
    jdbc.sql(
            "update pbx.voicemail_mail set attempts = attempts + 1, next_at = ?"
                + " where message_id = ?")
        .params(now.plus(pause).atOffset(ZoneOffset.UTC), messageId)
        .update();
  }

  void done(String messageId) {
    jdbc.sql("delete from pbx.voicemail_mail where message_id = ?").param(messageId).update();
  }
}
