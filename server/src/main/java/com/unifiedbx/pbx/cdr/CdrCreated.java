package com.unifiedbx.pbx.cdr;

import com.unifiedbx.pbx.cdr.journal.CdrLine;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.PublicEvent;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    return Stream.of(
            cdr.src(),
            cdr.dst(),
            CdrLine.endpointOf(cdr.channel()),
            CdrLine.endpointOf(cdr.dstChannel()))
        .map(ExtensionNumber::parse)
        .filter(Objects::nonNull)
        .map(ExtensionNumber::digits)
        .collect(Collectors.toUnmodifiableSet());
  }
}
