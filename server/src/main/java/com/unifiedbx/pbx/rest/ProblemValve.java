package com.unifiedbx.pbx.rest;

import com.unifiedbx.pbx.kernel.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What Tomcat says of a request that it refuses before any application is found for it, such as an
/// address that it can't decode: a problem, instead of its page in HTML.
///
/// Public with a public constructor because Tomcat makes it by its name.
public final class ProblemValve extends ErrorReportValve {

  private static final Refusal UNREADABLE =
      Refusal.of(Refusal.Kind.UNREADABLE, "invalid_request", "The request can't be read.");
  private static final Refusal BROKEN =
      Refusal.of(Refusal.Kind.INTERNAL, "internal_error", "Something broke here.");

  private final Problems problems = new Problems(JsonMapper.shared());

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    if (request.getMethod().equals("TRACE")) {
      // The container lists what it knows, not what this path has.
      response.setHeader("Allow", "");
    }
    var id = RequestId.begin(request.getHeader(RequestId.HEADER));
    try {
      var refusal = response.getStatus() < 500 ? UNREADABLE : BROKEN;
      var body = JsonMapper.shared().writeValueAsString(problems.body(refusal));
      response.setHeader(RequestId.HEADER, id);
      response.setHeader("Cache-Control", "no-store");
      response.setContentType("application/problem+json");
      response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      UnreadBody.drain(request);
      response.finishResponse();
    } catch (IOException gone) {
      // Nobody is there to read it.
    } finally {
      RequestId.end();
    }
  }
}
