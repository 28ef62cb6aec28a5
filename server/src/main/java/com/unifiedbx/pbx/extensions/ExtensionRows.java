package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.Destination;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How an extension lies in the columns of `pbx.extension` and `pbx.voicemail_box`. Rows are
/// written as JSON, so that one statement stores one or a thousand of them.
final class ExtensionRows {

  /// The columns that someone may choose, but for the number.
  static final List<String> COLUMNS =
      List.of(
          "name",
          "email",
          "caller_id",
          "outbound_cid",
          "emergency_cid",
          "language",
          "time_zone",
          "max_contacts",
          "codecs",
          "dtmf_mode",
          "profile",
          "music_class",
          "call_groups",
          "pickup_groups",
          "ring_seconds",
          "call_waiting",
          "do_not_disturb",
          "forward_all",
          "forward_busy",
          "forward_no_answer",
          "busy_destination",
          "no_answer_destination",
          "unavailable_destination",
          "record_in_external",
          "record_out_external",
          "record_in_internal",
          "record_out_internal",
          "record_on_demand",
          "record_priority");

  private ExtensionRows() {}

  static Map<String, Object> row(NewExtension extension) {
    var row = new LinkedHashMap<String, Object>();
    row.put("number", extension.number().digits());
    var settings = extension.settings();
    put(row, settings.person());
    put(row, settings.phone());
    put(row, settings.answering());
    put(row, settings.recording());
    return row;
  }

  private static void put(Map<String, Object> row, Person person) {
    row.put("name", person.name());
    row.put("email", person.email());
    row.put("caller_id", person.callerId());
    row.put("outbound_cid", person.outboundCid());
    row.put("emergency_cid", person.emergencyCid());
    row.put("language", person.language());
    row.put("time_zone", person.timeZone());
  }

  private static void put(Map<String, Object> row, Phone phone) {
    row.put("max_contacts", phone.maxContacts());
    row.put("codecs", String.join(",", phone.codecs()));
    row.put("dtmf_mode", phone.dtmfMode());
    row.put("profile", phone.profile());
    row.put("music_class", phone.musicClass());
    row.put("call_groups", String.join(",", phone.callGroups()));
    row.put("pickup_groups", String.join(",", phone.pickupGroups()));
  }

  private static void put(Map<String, Object> row, Answering answering) {
    row.put("ring_seconds", answering.ringSeconds());
    row.put("call_waiting", answering.callWaiting());
    row.put("do_not_disturb", answering.doNotDisturb());
    row.put("forward_all", answering.forwardAll());
    row.put("forward_busy", answering.forwardBusy());
    row.put("forward_no_answer", answering.forwardNoAnswer());
    row.put("busy_destination", Destination.textOrEmpty(answering.busy()));
    row.put("no_answer_destination", Destination.textOrEmpty(answering.noAnswer()));
    row.put("unavailable_destination", Destination.textOrEmpty(answering.unavailable()));
  }

  private static void put(Map<String, Object> row, RecordingPolicy policy) {
    row.put("record_in_external", policy.inboundExternal());
    row.put("record_out_external", policy.outboundExternal());
    row.put("record_in_internal", policy.inboundInternal());
    row.put("record_out_internal", policy.outboundInternal());
    row.put("record_on_demand", policy.onDemand());
    row.put("record_priority", policy.priority());
  }

  /// @param newPin for a box that does not exist yet
  static Map<String, @Nullable Object> row(
      ExtensionNumber number, VoicemailBox box, @Nullable String pin, String newPin) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("number", number.digits());
    row.put("pin", pin);
    row.put("new_pin", newPin);
    row.put("email", box.email());
    row.put("attach", box.attach());
    row.put("delete_after_email", box.deleteAfterEmail());
    row.put("pager", box.pager());
    row.put("say_caller_id", box.sayCallerId());
    row.put("envelope", box.envelope());
    return row;
  }

  static Extension read(ResultSet rs, int row) throws SQLException {
    return new Extension(
        new ExtensionNumber(rs.getString("number")),
        new ExtensionSettings(person(rs), phone(rs), answering(rs), policy(rs), box(rs)),
        rs.getTimestamp("created_at").toInstant(),
        rs.getTimestamp("updated_at").toInstant(),
        rs.getLong("version"));
  }

  private static Person person(ResultSet rs) throws SQLException {
    return new Person(
        rs.getString("name"),
        rs.getString("email"),
        rs.getString("caller_id"),
        rs.getString("outbound_cid"),
        rs.getString("emergency_cid"),
        rs.getString("language"),
        rs.getString("time_zone"));
  }

  private static Phone phone(ResultSet rs) throws SQLException {
    return new Phone(
        rs.getInt("max_contacts"),
        texts(rs.getString("codecs")),
        rs.getString("dtmf_mode"),
        rs.getString("profile"),
        rs.getString("music_class"),
        texts(rs.getString("call_groups")),
        texts(rs.getString("pickup_groups")));
  }

  private static Answering answering(ResultSet rs) throws SQLException {
    return new Answering(
        rs.getInt("ring_seconds"),
        rs.getBoolean("call_waiting"),
        rs.getBoolean("do_not_disturb"),
        rs.getString("forward_all"),
        rs.getString("forward_busy"),
        rs.getString("forward_no_answer"),
        destination(rs, "busy_destination"),
        destination(rs, "no_answer_destination"),
        destination(rs, "unavailable_destination"));
  }

  private static @Nullable Destination destination(ResultSet rs, String column)
      throws SQLException {
    return Destination.parse(column, rs.getString(column));
  }

  private static RecordingPolicy policy(ResultSet rs) throws SQLException {
    return new RecordingPolicy(
        rs.getString("record_in_external"),
        rs.getString("record_out_external"),
        rs.getString("record_in_internal"),
        rs.getString("record_out_internal"),
        rs.getBoolean("record_on_demand"),
        rs.getInt("record_priority"));
  }

  private static @Nullable VoicemailBox box(ResultSet rs) throws SQLException {
    return rs.getString("box") == null
        ? null
        : new VoicemailBox(
            Objects.requireNonNullElse(rs.getString("box_email"), ""),
            rs.getBoolean("attach"),
            rs.getBoolean("delete_after_email"),
            Objects.requireNonNullElse(rs.getString("pager"), ""),
            rs.getBoolean("say_caller_id"),
            rs.getBoolean("envelope"));
  }

  private static List<String> texts(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
  }
}
