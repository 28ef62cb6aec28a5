package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.kernel.Audited;
import com.unifiedbx.pbx.ratelimit.Limit;
import com.unifiedbx.pbx.ratelimit.RateLimits;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Counts who was let in and who was not (`pbx_oauth_requests_total`), and tells the audit log of
/// those who were not.
///
/// The audit log hears ten refusals of a kind, then one a minute: whoever is refused must not be
/// able to fill it.
@Component
class AccessLog {

  private static final Limit AUDITED = new Limit("audited", 10, 1, Duration.ofMinutes(1));

  /// Somebody was not let in, or ended a token: for the audit log.
  ///
  /// @param operation what was tried: `token.issue`, `token.revoke`, `api.call`
  /// @param applicationId the application that it was tried as; `unknown` when there is none
  /// @param reason the code of the answer
  /// @param address from where
  record Refused(String operation, String applicationId, String reason, String address)
      implements Audited {

    @Override
    public String object() {
      return "application:" + applicationId;
    }

    @Override
    public @Nullable Object before() {
      return null;
    }

    @Override
    public Object after() {
      return Map.of("refused", reason, "address", address);
    }
  }

  private final MeterRegistry meters;
  private final RateLimits limits;
  private final ApplicationEventPublisher events;

  AccessLog(MeterRegistry meters, RateLimits limits, ApplicationEventPublisher events) {
    this.meters = meters;
    this.limits = limits;
    this.events = events;
  }

  void done(String operation) {
    count(operation, "ok");
  }

  void refused(Refused refusal) {
    count(refusal.operation(), refusal.reason());
    var key = refusal.reason() + " " + refusal.applicationId() + " " + refusal.address();
    if (limits.charge(AUDITED, key).allowed()) {
      events.publishEvent(refusal);
    }
  }

  private void count(String operation, String outcome) {
    meters.counter("pbx.oauth.requests", "operation", operation, "outcome", outcome).increment();
  }
}
