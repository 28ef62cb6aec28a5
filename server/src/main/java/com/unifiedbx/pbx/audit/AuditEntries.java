package com.unifiedbx.pbx.audit;

import com.unifiedbx.pbx.access.SecurityEvent;
import com.unifiedbx.pbx.kernel.Audited;
import com.unifiedbx.pbx.kernel.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Makes entries of what rooms publish.
final class AuditEntries {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new SimpleModule("audit").addSerializer(Secret.class, new Stars()))
          .build();

  private final Clock clock;

  AuditEntries(Clock clock) {
    this.clock = clock;
  }

  AuditEntry of(Audited change, Actor by) {
    return new AuditEntry(
        now(),
        by,
        change.operation(),
        change.object(),
        json(change.before()),
        json(change.after()),
        Outcome.DONE,
        null);
  }

  AuditEntry of(SecurityEvent event) {
    var by = event.by();
    return new AuditEntry(
        now(),
        by == null ? Actor.anonymous(event.address()) : Actor.of(by),
        event.operation(),
        event.object(),
        null,
        json(event.details()),
        event.error() == null ? Outcome.DONE : Outcome.REFUSED,
        event.error());
  }

  /// An action that changed nothing that a room told of.
  AuditEntry of(String operation, String object, Outcome outcome, @Nullable String error) {
    return new AuditEntry(now(), Actor.current(), operation, object, null, null, outcome, error);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static @Nullable String json(@Nullable Object value) {
    return value == null ? null : JSON.writeValueAsString(value);
  }

  /// The last line of defence: no room should give a secret at all.
  private static final class Stars extends StdSerializer<Secret> {

    Stars() {
      super(Secret.class);
    }

    @Override
    public void serialize(Secret secret, JsonGenerator json, SerializationContext context) {
      json.writeString(secret.toString());
    }
  }
}
