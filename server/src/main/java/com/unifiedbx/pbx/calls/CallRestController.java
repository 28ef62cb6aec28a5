package com.unifiedbx.pbx.calls;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.calls.idempotency.IdempotentAnswers.Answer;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.ratelimit.Originates;
import com.unifiedbx.pbx.rest.Described;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Calls over REST.
@RestController
@RequestMapping("/admin/api/api")
class CallRestController {

  private static final int MAX_BODY = 64 * 1024;

  private final Calls calls;
  private final OriginateRequests originates;

  CallRestController(Calls calls, OriginateRequests originates) {
    this.calls = calls;
    this.originates = originates;
  }

  @Described("Sets up a call.")
  @PostMapping("/originate")
  @RequiresScope(Scope.CALL_WRITE)
  @Originates
  ResponseEntity<String> originate(
      InputStream body,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key)
      throws IOException {
    var bytes = body.readNBytes(MAX_BODY + 1);
    if (bytes.length > MAX_BODY) {
      throw Refusal.of(Refusal.Kind.BAD_VALUE, "too_large", "The body has at most 64 KiB.")
          .asException();
    }
    var answer = originates.answer(bytes, key, Caller.current());
    return written(answer);
  }

  private static ResponseEntity<String> written(Answer answer) {
    var response =
        ResponseEntity.status(answer.status())
            .contentType(
                answer.status() < 400
                    ? MediaType.APPLICATION_JSON
                    : MediaType.APPLICATION_PROBLEM_JSON);
    if (answer.status() == 202) {
      response.header(HttpHeaders.LOCATION, "/admin/api/api/calls/" + answer.callId());
    }
    if (answer.replayed()) {
      response.header("Idempotent-Replayed", "true");
    }
    return response.body(answer.body());
  }

  @Described("Lists calls, live or finished, newest first.")
  @GetMapping("/calls")
  @RequiresScope(Scope.CALL_READ)
  Page<Call> list(
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return "live".equals(status)
        ? calls.listLive(Page.limit(limit), cursor, Caller.current())
        : calls.list(status(status), Page.limit(limit), cursor, Caller.current());
  }

  private static @Nullable CallStatus status(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return Arrays.stream(CallStatus.values())
        .filter(status -> status.text().equals(text))
        .findFirst()
        .orElseThrow(() ->
            Refusal.badValue("status", "status is live or one of " + CallStatus.texts() + ".")
                .asException());
  }

  @Described("Shows a call with what happened to it.")
  @GetMapping("/calls/{id}")
  @RequiresScope(Scope.CALL_READ)
  CallDetail get(@PathVariable String id) {
    return calls.detail(id, Caller.current());
  }
}
