package com.unifiedbx.ami;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The exchanges of one session that wait for an answer, by ActionID.
///
/// Whoever adds one removes it, answered or not: nothing stays behind after a timeout, and a late
/// answer finds nobody.
final class Exchanges {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, Exchange<?>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong counter = new AtomicLong();
  private final String prefix;

  Exchanges() {
    var bytes = new byte[4];
    RANDOM.nextBytes(bytes);
    prefix = HexFormat.of().formatHex(bytes) + '-';
  }

  String nextId() {
    return prefix + counter.incrementAndGet();
  }

  void add(String id, Exchange<?> exchange) {
    if (waiting.putIfAbsent(id, exchange) != null) {
      throw new IllegalArgumentException("Another action with this ActionID awaits its answer.");
    }
  }

  void remove(String id, Exchange<?> exchange) {
    waiting.remove(id, exchange);
  }

  /// Whether somebody was waiting for this message.
  boolean deliver(AmiMessage message) {
    var id = message.get("ActionID");
    var exchange = id == null ? null : waiting.get(id);
    return exchange != null && exchange.accept(message);
  }

  void abandonAll(String why) {
    waiting.values().forEach(exchange -> exchange.abandon(why));
  }

  int size() {
    return waiting.size();
  }
}
