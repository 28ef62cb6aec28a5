package com.unifiedbx.pbx.ratelimit;

import com.unifiedbx.pbx.kernel.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/// What became of one request at a limit.
///
/// @param allowed whether it may go on
/// @param remaining how many more may follow at once
/// @param nanos if not allowed, how long until one may
public record Charge(Limit limit, boolean allowed, long remaining, long nanos) {

  /// How long to wait; nothing when it may go on. Never less than a second, since that is the
  /// smallest unit of `Retry-After`.
  public Duration retryAfter() {
    return allowed
        ? Duration.ZERO
        : Duration.ofSeconds(Math.max(1, Math.ceilDiv(nanos, 1_000_000_000L)));
  }

  /// Says where the caller stands, in the form of the IETF's draft "RateLimit header fields for
  /// HTTP": quota and window of the policy, then what remains and when the quota is whole again.
  public void tell(HttpServletResponse response) {
    response.setHeader(
        "RateLimit-Policy", "\"" + limit.name() + "\";q=" + limit.burst() + ";w=" + limit.window());
    response.setHeader(
        "RateLimit",
        "\""
            + limit.name()
            + "\";r="
            + remaining
            + ";t="
            + limit.seconds(limit.burst() - remaining));
  }

  /// Why it may not go on.
  public Refusal refusal(String message) {
    return new Refusal(Refusal.Kind.LIMITED, "rate_limited", message, null, null, retryAfter());
  }
}
