package com.unifiedbx.pbx.rest;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// The id of the request that this thread serves: in every answer (`X-Request-Id`), every log line
/// and every problem.
public final class RequestId {

  static final String HEADER = "X-Request-Id";

  private static final String KEY = "requestId";
  private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  /// The id of this request; empty outside of one.
  public static String current() {
    var id = MDC.get(KEY);
    return id == null ? "" : id;
  }

  /// Takes the caller's id when it is harmless, so that both sides' logs can be joined, or makes
  /// one.
  static String begin(@Nullable String asked) {
    var id =
        asked != null && ACCEPTABLE.matcher(asked).matches() ? asked : UUID.randomUUID().toString();
    MDC.put(KEY, id);
    return id;
  }

  static void end() {
    MDC.remove(KEY);
  }
}
