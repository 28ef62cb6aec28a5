package com.unifiedbx.pbx.extensions.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The columns of FreePBX's bulk handler that mean something here, and a few of our own, as members
/// of an extension in JSON.
enum BulkColumn {
  EXTENSION("extension", "extension", Kind.TEXT),
  NAME("name", "name", Kind.TEXT),
  DESCRIPTION("description", "name", Kind.ALIAS),
  EMAIL("email", "email", Kind.TEXT),
  CALLERID("cid_masquerade", "callerId", Kind.TEXT),
  OUTBOUND("outboundcid", "outboundCid", Kind.TEXT),
  EMERGENCY("emergency_cid", "emergencyCid", Kind.TEXT),
  CONTACTS("max_contacts", "maxContacts", Kind.NUMBER),
  RING("ringtimer", "ringTimer", Kind.NUMBER),
  WAITING("callwaiting_enable", "callWaiting", Kind.FLAG),
  DISTURB("donotdisturb", "doNotDisturb", Kind.FLAG),
  FORWARD_ALL("callforward_all", "callForward.all", Kind.TEXT),
  FORWARD_BUSY("callforward_busy", "callForward.busy", Kind.TEXT),
  FORWARD_NO_ANSWER("callforward_unconditional", "callForward.noAnswer", Kind.TEXT),
  BUSY("busy_dest", "destinations.busy", Kind.TEXT),
  NO_ANSWER("noanswer_dest", "destinations.noAnswer", Kind.TEXT),
  UNAVAILABLE("chanunavail_dest", "destinations.unavailable", Kind.TEXT),
  CODECS("allow", "codecs", Kind.LIST),
  DTMF("dtmfmode", "dtmfMode", Kind.TEXT),
  PROFILE("profile", "profile", Kind.TEXT),
  MUSIC("mohclass", "musicClass", Kind.TEXT),
  CALL_GROUPS("namedcallgroup", "callGroups", Kind.LIST),
  PICKUP_GROUPS("namedpickupgroup", "pickupGroups", Kind.LIST),
  LANGUAGE("language", "language", Kind.TEXT),
  TIME_ZONE("timezone", "timeZone", Kind.TEXT),
  RECORD_IN_EXTERNAL("recording_in_external", "recording.inboundExternal", Kind.TEXT),
  RECORD_OUT_EXTERNAL("recording_out_external", "recording.outboundExternal", Kind.TEXT),
  RECORD_IN_INTERNAL("recording_in_internal", "recording.inboundInternal", Kind.TEXT),
  RECORD_OUT_INTERNAL("recording_out_internal", "recording.outboundInternal", Kind.TEXT),
  RECORD_ON_DEMAND("recording_ondemand", "recording.onDemand", Kind.FLAG),
  RECORD_PRIORITY("recording_priority", "recording.priority", Kind.NUMBER),
  VOICEMAIL("voicemail_enable", "voicemail.enabled", Kind.FLAG),
  PIN("voicemail_vmpwd", "voicemail.pin", Kind.SECRET),
  VOICEMAIL_EMAIL("voicemail_email", "voicemail.email", Kind.TEXT),
  PAGER("voicemail_pager", "voicemail.pager", Kind.TEXT),
  VOICEMAIL_OPTIONS("voicemail_options", "voicemail", Kind.OPTIONS),
  SECRET("secret", "secret", Kind.SECRET);

  /// How a cell is read.
  enum Kind {
    TEXT,
    /// Another column for the same member: read, not written.
    ALIAS,
    NUMBER,
    /// `yes`, `ENABLED`, `1`.
    FLAG,
    /// Separated by `,` or `&`; a lone `&` is the list without items.
    LIST,
    /// `attach=yes|saycid=no|envelope=no|delete=no`.
    OPTIONS,
    /// Never written; empty keeps what there is.
    SECRET
  }

  private static final String NOTHING = "&";
  private static final List<List<String>> OPTIONS =
      List.of(
          List.of("attach", "attach"),
          List.of("saycid", "sayCallerId"),
          List.of("envelope", "envelope"),
          List.of("delete", "deleteAfterEmail"));

  final String header;
  private final String member;
  final Kind kind;

  BulkColumn(String header, String member, Kind kind) {
    this.header = header;
    this.member = member;
    this.kind = kind;
  }

  static @Nullable BulkColumn find(String header) {
    var name = header.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(column -> column.header.equals(name))
        .findFirst()
        .orElse(null);
  }

  /// Those that an export has.
  static List<BulkColumn> written() {
    return Arrays.stream(values()).filter(column -> column.kind != Kind.ALIAS).toList();
  }

  /// Puts a cell into a merge patch; an empty cell brings back the default.
  void read(String cell, ObjectNode patch) {
    var isEmpty = cell.isBlank();
    switch (kind) {
      case SECRET, ALIAS -> {
        if (!isEmpty && (kind == Kind.SECRET || !patch.has(member))) {
          set(patch, JsonNodeFactory.instance.stringNode(cell.strip()));
        }
      }
      case OPTIONS -> readOptions(cell, patch);
      case TEXT -> set(patch, isEmpty ? null : JsonNodeFactory.instance.stringNode(cell));
      case FLAG -> set(patch, JsonNodeFactory.instance.booleanNode(isYes(cell)));
      case NUMBER -> set(patch, isEmpty || cell.strip().equals("0") ? null : number(cell.strip()));
      case LIST -> set(patch, isEmpty ? null : list(cell));
    }
  }

  /// A text stays a text, so that the refusal names the member.
  private static JsonNode number(String cell) {
    return cell.matches("[0-9]{1,6}")
        ? JsonNodeFactory.instance.numberNode(Integer.parseInt(cell))
        : JsonNodeFactory.instance.stringNode(cell);
  }

  private static JsonNode list(String cell) {
    var list = JsonNodeFactory.instance.arrayNode();
    if (cell.strip().equals(NOTHING)) {
      return list;
    }
    for (var item : cell.split("[,&]", -1)) {
      list.add(item.strip());
    }
    return list;
  }

  static boolean isYes(String cell) {
    return List.of("yes", "enabled", "1", "true", "on")
        .contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  private static void readOptions(String cell, ObjectNode patch) {
    var box = object(patch, "voicemail");
    for (var option : cell.split("\\|", -1)) {
      var parts = option.split("=", 2);
      for (var known : OPTIONS) {
        if (parts.length == 2 && parts[0].strip().equals(known.getFirst())) {
          box.put(known.getLast(), isYes(parts[1]));
        }
      }
    }
  }

  private void set(ObjectNode patch, @Nullable JsonNode value) {
    var parts = member.split("\\.", 2);
    var into = parts.length == 2 ? object(patch, parts[0]) : patch;
    into.set(parts[parts.length - 1], value == null ? JsonNodeFactory.instance.nullNode() : value);
  }

  private static ObjectNode object(ObjectNode patch, String name) {
    return patch.get(name) instanceof ObjectNode there ? there : patch.putObject(name);
  }

  /// The cell of an extension as the API shows it.
  String write(JsonNode shown) {
    return switch (kind) {
      case SECRET, ALIAS -> "";
      case OPTIONS -> writeOptions(shown.path("voicemail"));
      case FLAG -> at(shown).asBoolean(false) ? "yes" : "no";
      case LIST -> writeList(at(shown));
      case TEXT, NUMBER -> at(shown).asString("");
    };
  }

  /// An empty cell would bring back the default.
  private static String writeList(JsonNode list) {
    return list.isEmpty()
        ? NOTHING
        : String.join(",", list.values().stream().map(JsonNode::asString).toList());
  }

  private JsonNode at(JsonNode shown) {
    return shown.at("/" + member.replace('.', '/'));
  }

  private static String writeOptions(JsonNode box) {
    return String.join(
        "|",
        OPTIONS.stream()
            .map(known ->
                known.getFirst() + "=" + (box.path(known.getLast()).asBoolean() ? "yes" : "no"))
            .toList());
  }
}
