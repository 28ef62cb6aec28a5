package com.unifiedbx.pbx.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.MillisecondTime;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/// `fetchAllAuditEvents`, in the shape of the other lists.
@Controller
class AuditGraphQlController {

  /// As REST writes it.
  private final AuditLog audit;

  AuditGraphQlController(AuditLog audit) {
    this.audit = audit;
  }

  /// The input type `auditEventFilter`.
  record Filter(
      @Nullable String from,
      @Nullable String to,
      @Nullable String actor,
      @Nullable String operation,
      @Nullable String object,
      @Nullable String outcome,
      @Nullable String address,
      @Nullable String requestId) {

    AuditFilter parsed() {
      var given = new HashMap<String, @Nullable String>();
      given.put("from", from);
      given.put("to", to);
      given.put("actor", actor);
      given.put("operation", operation);
      given.put("object", object);
      given.put("outcome", outcome);
      given.put("address", address);
      given.put("requestId", requestId);
      return AuditQuery.of(given);
    }
  }

  @QueryMapping
  @RequiresScope(Scope.SYSTEM_READ)
  AuditNodes.Connection fetchAllAuditEvents(
      @Argument @Nullable Integer first,
      @Argument @Nullable String after,
      @Argument @Nullable Filter filter) {
    var limit = Page.limit(first);
    var wanted = filter == null ? AuditQuery.of(Map.of()) : filter.parsed();
    var found = audit.listBefore(wanted, limit + 1, position(after));
    var more = found.size() > limit;
    return new AuditNodes.Connection(
        more ? found.subList(0, limit) : found, more, after == null, wanted);
  }

  @SchemaMapping(typeName = "AuditEventConnection")
  long totalCount(AuditNodes.Connection connection) {
    return audit.count(connection.filter());
  }

  @SchemaMapping(typeName = "auditEvent")
  String id(AuditEvent event) {
    return AuditNodes.cursor(event);
  }

  @SchemaMapping(typeName = "auditEvent")
  String auditEventId(AuditEvent event) {
    return event.id();
  }

  @SchemaMapping(typeName = "auditEvent")
  String time(AuditEvent event) {
    return MillisecondTime.text(event.time());
  }

  private static long position(@Nullable String cursor) {
    if (cursor == null) {
      return AuditLog.position(null);
    }
    try {
      var text = new String(Base64.getDecoder().decode(cursor), UTF_8);
      if (text.startsWith(AuditNodes.KIND)) {
        return AuditLog.position(text.substring(AuditNodes.KIND.length()));
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the refusal below: no base64.
    }
    throw Refusal.badValue("after", "This cursor is none of this list.").asException();
  }
}
