package com.unifiedbx.pbx.oauth;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param trustedProxies addresses and networks of proxies in front of this server, whose
///   `X-Forwarded-For` and `Forwarded` are believed. Default none: the address is the socket's
/// @param tokens how many requests to the token endpoints one address may send. Default 10 each
///   second, 20 at once
/// @param strangers how many calls without a good token one address may make. Default 10 each
///   second, 50 at once
@ConfigurationProperties("pbx.oauth")
record OAuthProperties(
    @DefaultValue List<String> trustedProxies,
    @DefaultValue Rate tokens,
    @DefaultValue Unknown strangers) {

  OAuthProperties {
    trustedProxies = List.copyOf(trustedProxies);
  }

  /// @param perSecond in the long run
  /// @param burst at once, after a pause
  record Rate(@DefaultValue("10") int perSecond, @DefaultValue("20") int burst) {}

  /// @param perSecond in the long run
  /// @param burst at once, after a pause
  record Unknown(@DefaultValue("10") int perSecond, @DefaultValue("50") int burst) {}
}
