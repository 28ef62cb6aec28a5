package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.kernel.PublicEvent;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/// A record was stored: `cdr.created`, published in the transaction that stores it, once for each.
public record CdrCreated(Cdr cdr) implements PublicEvent {

  @Override
  public String type() {
    return "cdr.created";
  }

  /// The end of the leg: that is when Asterisk wrote the record.
  @Override
  public Instant time() {
    return Objects.requireNonNullElse(cdr.end(), cdr.start());
  }

  @Override
  public Object data() {
    return cdr;
  }

  @Override
  public Set<String> extensions() {
    return cdr.parties();
  }
}
