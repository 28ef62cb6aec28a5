package com.unifiedbx.pbx.oauth;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param tokens how many requests to the token endpoints one address may send. Default 10 each
///   second, 20 at once
/// @param strangers how many calls without a good token one address may make. Default 10 each
///   second, 50 at once
@ConfigurationProperties("pbx.oauth")
record OAuthProperties(@DefaultValue Rate tokens, @DefaultValue Unknown strangers) {

  /// @param perSecond in the long run
  /// @param burst at once, after a pause
  record Rate(@DefaultValue("10") int perSecond, @DefaultValue("20") int burst) {}

  /// @param perSecond in the long run
  /// @param burst at once, after a pause
  record Unknown(@DefaultValue("10") int perSecond, @DefaultValue("50") int burst) {}
}
