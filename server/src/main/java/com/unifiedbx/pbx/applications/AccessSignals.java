package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.signals.SignalListener;
import com.unifiedbx.pbx.signals.Signals;
import java.util.Locale;
import org.springframework.context.ApplicationEventPublisher;

/// Hears from the database what other nodes and the command line changed of what callers may do,
/// and tells this node ([AccessChanged]).
public class AccessSignals implements SignalListener {

  private final Signals signals;
  private final ApplicationEventPublisher events;

  AccessSignals(Signals signals, ApplicationEventPublisher events) {
    this.signals = signals;
    this.events = events;
    signals.listen("pbx_access", this);
  }

  /// Whether what is remembered can be trusted just now.
  public boolean isListening() {
    return signals.isListening();
  }

  @Override
  public void signalled(String payload) {
    var parts = payload.split(":", 2);
    var kind = AccessChanged.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
    events.publishEvent(new AccessChanged(kind, parts[1]));
  }

  @Override
  public void lineMade() {
    events.publishEvent(new AccessChanged(AccessChanged.Kind.ANYTHING, ""));
  }
}
