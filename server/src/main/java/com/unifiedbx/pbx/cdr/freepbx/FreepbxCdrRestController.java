package com.unifiedbx.pbx.cdr.freepbx;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.cdr.Cdr;
import com.unifiedbx.pbx.cdr.CdrOrder;
import com.unifiedbx.pbx.cdr.CdrQuery;
import com.unifiedbx.pbx.cdr.Cdrs;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.rest.Described;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /rest/cdr`: the newest records as a list, in the words of FreePBX's table. Times are UTC.
@RestController
class FreepbxCdrRestController {

  private static final int USUAL = 50;
  private static final int MOST = 500;
  private static final Set<String> KNOWN = Set.of("limit", "extension", "date_from", "date_to");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final Cdrs cdrs;

  FreepbxCdrRestController(Cdrs cdrs) {
    this.cdrs = cdrs;
  }

  @Described(
      value = "Lists call detail records, as FreePBX's REST clients ask for them.",
      query = "limit,extension,date_from,date_to")
  @GetMapping({"/admin/api/api/rest/cdr", "/admin/api/api/rest/cdr/"})
  @RequiresScope(Scope.CDR_READ)
  List<Map<String, Object>> list(@RequestParam MultiValueMap<String, String> parameters) {
    var given = CdrQuery.single(parameters);
    for (var name : given.keySet()) {
      if (!KNOWN.contains(name)) {
        throw Refusal.badValue(name, "Known are limit, extension, date_from and date_to.")
            .asException();
      }
    }
    var filters = new HashMap<String, String>();
    put(filters, "extension", given.get("extension"));
    put(filters, "from", moment("date_from", given.get("date_from"), false));
    put(filters, "to", moment("date_to", given.get("date_to"), true));
    var found = cdrs.list(CdrQuery.filter(filters), CdrOrder.NEWEST, limit(given), null);
    return found.stream().map(FreepbxCdrRestController::shown).toList();
  }

  private static void put(Map<String, String> filters, String name, @Nullable String value) {
    if (value != null) {
      filters.put(name, value);
    }
  }

  private static int limit(Map<String, String> given) {
    var asked = given.get("limit");
    if (asked == null) {
      return USUAL;
    }
    if (!asked.matches("[0-9]{1,3}") || asked.equals("0") || Integer.parseInt(asked) > MOST) {
      throw Refusal.badValue("limit", "limit is between 1 and " + MOST + ".").asException();
    }
    return Integer.parseInt(asked);
  }

  /// A day, a second or an ISO time; the last day and the last second belong to the list.
  private static @Nullable String moment(String name, @Nullable String value, boolean last) {
    if (value == null) {
      return null;
    }
    try {
      if (value.length() == 10) {
        var day = LocalDate.parse(value);
        return (last ? day.plusDays(1) : day).atStartOfDay().atOffset(ZoneOffset.UTC).toString();
      }
      if (value.length() == 19) {
        var second = LocalDateTime.parse(value.replace('T', ' '), TIME);
        return (last ? second.plusSeconds(1) : second).atOffset(ZoneOffset.UTC).toString();
      }
      return value;
    } catch (DateTimeException e) {
      throw Refusal.badValue(name, name + " is YYYY-MM-DD, YYYY-MM-DD HH:MM:SS or an ISO time.")
          .asException();
    }
  }

  private static Map<String, Object> shown(Cdr cdr) {
    var shown = new LinkedHashMap<String, Object>();
    shown.put("calldate", TIME.format(cdr.start().atOffset(ZoneOffset.UTC)));
    shown.put("clid", cdr.clid());
    shown.put("src", cdr.src());
    shown.put("dst", cdr.dst());
    shown.put("dcontext", cdr.context());
    shown.put("channel", cdr.channel());
    shown.put("dstchannel", cdr.dstChannel());
    shown.put("lastapp", cdr.lastApp());
    shown.put("lastdata", cdr.lastData());
    shown.put("duration", cdr.duration());
    shown.put("billsec", cdr.billsec());
    shown.put("disposition", cdr.disposition());
    shown.put("accountcode", cdr.accountCode());
    shown.put("uniqueid", cdr.uniqueid());
    shown.put("linkedid", cdr.linkedid());
    shown.put("queue", cdr.lastApp().equals("Queue") ? cdr.lastData().split(",", 2)[0] : "");
    var recording = cdr.recording();
    shown.put("recordingfile", recording == null ? "" : recording.url());
    return shown;
  }
}
