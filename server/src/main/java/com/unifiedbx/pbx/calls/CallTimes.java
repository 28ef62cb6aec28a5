package com.unifiedbx.pbx.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a call reached each status; null for those that it did not reach. Never decreasing.
public record CallTimes(
    Instant createdAt,
    @Nullable Instant ringingAt,
    @Nullable Instant answeredAt,
    @Nullable Instant connectedAt,
    @Nullable Instant endedAt) {

  public static CallTimes startingAt(Instant createdAt) {
    return new CallTimes(createdAt, null, null, null, null);
  }

  CallTimes reached(CallStatus status, Instant when) {
    var at = when.isBefore(latest()) ? latest() : when;
    return switch (status) {
      case QUEUED -> this;
      case RINGING -> new CallTimes(createdAt, at, answeredAt, connectedAt, endedAt);
      case ANSWERED -> new CallTimes(createdAt, ringingAt, at, connectedAt, endedAt);
      case CONNECTED -> new CallTimes(createdAt, ringingAt, answeredAt, at, endedAt);
      case COMPLETED, FAILED, CANCELED ->
          new CallTimes(createdAt, ringingAt, answeredAt, connectedAt, at);
    };
  }

  private Instant latest() {
    if (connectedAt != null) {
      return connectedAt;
    }
    if (answeredAt != null) {
      return answeredAt;
    }
    return ringingAt == null ? createdAt : ringingAt;
  }
}
