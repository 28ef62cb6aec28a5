package com.unifiedbx.pbx.events;

import com.unifiedbx.pbx.access.Bearers;
import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.access.Standing;
import com.unifiedbx.pbx.rest.Described;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// `GET …/events`: events as they happen (server-sent events).
@RestController
class EventRestController {

  private final Events events;
  private final Bearers bearers;
  private final EventsProperties properties;

  EventRestController(Events events, Bearers bearers, EventsProperties properties) {
    this.events = events;
    this.bearers = bearers;
    this.properties = properties;
  }

  /// What is asked for.
  ///
  /// @param lastEventId the standard's header by another name, as is `after`, for clients that
  ///   can't send headers
  record Query(
      @Nullable List<String> types,
      @Nullable String extension,
      @Nullable String lastEventId,
      @Nullable String after) {

    @Nullable String place(@Nullable String header) {
      if (header != null && !header.isBlank()) {
        return header.strip();
      }
      var named = lastEventId == null ? after : lastEventId;
      return named == null || named.isBlank() ? null : named;
    }
  }

  @Described("Events as they happen (server-sent events), resumable by Last-Event-ID.")
  @GetMapping("/admin/api/api/events")
  @RequiresScope(Scope.EVENT_READ)
  void stream(
      Query query,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      ServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var standing = Standing.of(bearers, authorization, request.getRemoteAddr());
    var filter = EventFilter.of(query.types(), query.extension(), Caller.current());
    try (var reader = events.read(filter, query.place(last))) {
      new EventStream(reader, standing, properties.heartbeat()).serve(response);
    }
  }
}
