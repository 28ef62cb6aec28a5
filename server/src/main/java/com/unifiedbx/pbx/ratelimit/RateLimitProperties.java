package com.unifiedbx.pbx.ratelimit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param shared whether several nodes on one database share their limits; costs a short
///   transaction per request. Default: each node counts for itself
/// @param applications whether applications are limited at all; off only where something in front
///   of the server does it. Default on
/// @param originate how many calls one application may set up. Default 20 each second and 50 at
///   once, which Asterisk bears; an application without a rate limit has none here either
@ConfigurationProperties("pbx.ratelimit")
record RateLimitProperties(
    @DefaultValue("false") boolean shared,
    @DefaultValue("true") boolean applications,
    @DefaultValue Rate originate) {

  /// @param perSecond in the long run
  /// @param burst at once, after a pause
  record Rate(@DefaultValue("20") int perSecond, @DefaultValue("50") int burst) {}
}
