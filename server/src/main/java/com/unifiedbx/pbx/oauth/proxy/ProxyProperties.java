package com.unifiedbx.pbx.oauth.proxy;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param trusted addresses and networks of the proxies in front of this server
///   (`--trusted-proxy`), whose `X-Forwarded-For` or `Forwarded` is believed. Default none: the
///   address is the socket's
@ConfigurationProperties("pbx.proxy")
record ProxyProperties(@DefaultValue List<String> trusted) {

  ProxyProperties {
    trusted = trusted.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
  }
}
