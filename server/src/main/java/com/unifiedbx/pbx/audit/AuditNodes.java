package com.unifiedbx.pbx.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shapes of the schema around an [AuditEvent]. Field names are the schema's; public, because
/// graphql-java then reads them.
public final class AuditNodes {

  static final String KIND = "auditEvent:";

  private AuditNodes() {}

  /// The type `AuditEventConnection`; how many there are in all is counted only when it is asked
  /// for, by the controller.
  public record Connection(
      List<AuditEvent> auditEvent, boolean more, boolean first, AuditFilter filter) {

    public List<Edge> edges() {
      return auditEvent.stream().map(Edge::new).toList();
    }

    public PageEnds pageInfo() {
      var empty = auditEvent.isEmpty();
      return new PageEnds(
          more,
          !first,
          empty ? null : AuditNodes.cursor(auditEvent.getFirst()),
          empty ? null : AuditNodes.cursor(auditEvent.getLast()));
    }

    public int count() {
      return auditEvent.size();
    }

    public boolean status() {
      return true;
    }

    public String message() {
      return "Audit events found successfully";
    }
  }

  /// The type `AuditEventEdge`.
  public record Edge(AuditEvent node) {

    public String cursor() {
      return AuditNodes.cursor(node);
    }
  }

  /// The type `PageInfo`.
  public record PageEnds(
      boolean hasNextPage,
      boolean hasPreviousPage,
      @Nullable String startCursor,
      @Nullable String endCursor) {}

  /// The global id of a row, and its place in a list.
  static String cursor(AuditEvent event) {
    return Base64.getEncoder().encodeToString((KIND + event.id()).getBytes(UTF_8));
  }
}
