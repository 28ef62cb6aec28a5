package com.unifiedbx.pbx.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a monitor reads.
///
/// @param status `up`; `degraded` when calls can be made but something needs a look; `down` when
///   they can't
/// @param components each part by name
record Health(String status, Map<String, Component> components) {

  static final String UP = "up";
  static final String DEGRADED = "degraded";
  static final String DOWN = "down";

  boolean isReady() {
    return !status.equals(DOWN);
  }

  /// One part of the system.
  ///
  /// @param since when it came into this state, where that is known
  /// @param reason in words, when it is not up
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Component(String status, @Nullable Instant since, @Nullable String reason) {

    static Component up(@Nullable Instant since) {
      return new Component(UP, since, null);
    }

    static Component not(String status, @Nullable Instant since, String reason) {
      return new Component(status, since, reason);
    }
  }
}
