package com.unifiedbx.pbx.audit.command;

import com.unifiedbx.pbx.audit.AuditFilter;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which rows are wanted: the filters of `GET /audit` as options.
final class FilterOptions {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "This moment or later: 2026-11-23T09:30:00Z.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Before this moment.")
  @Nullable String to;

  @Option(
      names = "--actor",
      paramLabel = "WHO",
      description = "A client id, cli:<user>, admin:<name>, system or anonymous.")
  @Nullable String actor;

  @Option(
      names = "--operation",
      paramLabel = "NAME",
      description = "extension.add, or extension for all of them.")
  @Nullable String operation;

  @Option(
      names = "--object",
      paramLabel = "NAME",
      description = "extension:1001, or extension for all of them.")
  @Nullable String object;

  @Option(
      names = "--outcome",
      paramLabel = "WORD",
      description = "done, refused, failed or replayed.")
  @Nullable String outcome;

  @Option(names = "--address", paramLabel = "ADDRESS", description = "From where.")
  @Nullable String address;

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "The X-Request-Id of one request.")
  @Nullable String requestId;

  AuditFilter filter() {
    var given = new HashMap<String, @Nullable String>();
    given.put("from", from);
    given.put("to", to);
    given.put("actor", actor);
    given.put("operation", operation);
    given.put("object", object);
    given.put("outcome", outcome);
    given.put("address", address);
    given.put("requestId", requestId);
    return AuditFilter.of(given);
  }
}
