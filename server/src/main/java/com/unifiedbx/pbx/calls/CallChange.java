package com.unifiedbx.pbx.calls;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One step in the life of a call, in the order in which the steps were taken.
///
/// @param type `call.ringing`; null for a change that is stored and not told
/// @param at when it happened, by Asterisk's clock where Asterisk said so
/// @param call the call after it
/// @param detail what the call itself does not show: whereto it was transferred, for example
public record CallChange(@Nullable String type, Instant at, Call call, Map<String, String> detail) {

  public CallChange {
    detail = Map.copyOf(detail);
  }
}
