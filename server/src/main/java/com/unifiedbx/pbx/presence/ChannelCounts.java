package com.unifiedbx.pbx.presence;

import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.asterisk.AsteriskListener;
import com.unifiedbx.pbx.asterisk.ChannelEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How many channels each endpoint has up.
@Component
class ChannelCounts implements AsteriskListener {

  private static final String TECHNOLOGY = "PJSIP/";

  private final Map<String, Set<String>> channels = new ConcurrentHashMap<>();

  ChannelCounts(Asterisk asterisk) {
    asterisk.listen(this);
  }

  int of(String endpoint) {
    return channels.getOrDefault(endpoint, Set.of()).size();
  }

  /// What is up now, from a list. Channels that came or went while it was made are put right by
  /// their own events, which follow it.
  void replace(Collection<String> up) {
    var now = new HashMap<String, Set<String>>();
    for (var name : up) {
      var endpoint = endpoint(name);
      if (endpoint != null) {
        now.computeIfAbsent(endpoint, e -> ConcurrentHashMap.newKeySet()).add(name);
      }
    }
    channels.keySet().retainAll(now.keySet());
    channels.putAll(now);
  }

  @Override
  public void onEvent(ChannelEvent event) {
    switch (event) {
      case ChannelEvent.Created(var _, var channel) -> add(channel.name());
      case ChannelEvent.HungUp(var _, var channel, var _) -> remove(channel.name());
      default -> {}
    }
  }

  private void add(String name) {
    var endpoint = endpoint(name);
    if (endpoint != null) {
      channels.computeIfAbsent(endpoint, e -> ConcurrentHashMap.newKeySet()).add(name);
    }
  }

  private void remove(String name) {
    var endpoint = endpoint(name);
    if (endpoint != null) {
      channels.computeIfPresent(
          endpoint, (e, names) -> names.remove(name) && names.isEmpty() ? null : names);
    }
  }

  /// The endpoint of `PJSIP/1001-00000007`.
  private static @Nullable String endpoint(String channel) {
    var end = channel.lastIndexOf('-');
    return channel.startsWith(TECHNOLOGY) && end > TECHNOLOGY.length()
        ? channel.substring(TECHNOLOGY.length(), end)
        : null;
  }

  /// [Presence] compares, for both.
  @Override
  public void resynchronise() {}

  @Override
  public void linkLost(String reason) {}
}
