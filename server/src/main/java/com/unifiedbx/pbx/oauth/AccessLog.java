package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.SecurityEvent;
import com.unifiedbx.pbx.applications.ApplicationCache;
import com.unifiedbx.pbx.oauth.tokens.AccessToken;
import com.unifiedbx.pbx.ratelimit.Limit;
import com.unifiedbx.pbx.ratelimit.RateLimits;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
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
  record Refused(String operation, String applicationId, String reason, String address) {}

  private final MeterRegistry meters;
  private final RateLimits limits;
  private final ApplicationCache applications;
  private final ApplicationEventPublisher events;

  AccessLog(
      MeterRegistry meters,
      RateLimits limits,
      ApplicationCache applications,
      ApplicationEventPublisher events) {
    this.meters = meters;
    this.applications = applications;
    this.limits = limits;
    this.events = events;
  }

  /// A token was issued or revoked by its application, from this address.
  void done(String operation, @Nullable AccessToken token, String address) {
    count(operation, "ok");
    var application = token == null ? null : applications.find(token.applicationId());
    if (token != null && application != null) {
      var by =
          new Caller(
              application.id(),
              application.name(),
              token.id(),
              token.scopesOf(application),
              address,
              application.terms());
      events.publishEvent(SecurityEvent.done(operation, "token:" + token.id(), by));
    }
  }

  void refused(Refused refusal) {
    count(refusal.operation(), refusal.reason());
    var key = refusal.reason() + " " + refusal.applicationId() + " " + refusal.address();
    if (limits.charge(AUDITED, key).allowed()) {
      events.publishEvent(
          SecurityEvent.refused(
              refusal.operation(),
              "application:" + refusal.applicationId(),
              refusal.reason(),
              refusal.address()));
    }
  }

  private void count(String operation, String outcome) {
    meters.counter("pbx.oauth.requests", "operation", operation, "outcome", outcome).increment();
  }
}
