package com.unifiedbx.pbx.system;

import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.cdr.Cdrs;
import com.unifiedbx.pbx.events.Events;
import com.unifiedbx.pbx.instance.Instance;
import com.unifiedbx.pbx.system.Health.Component;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// Looks at the parts of the system. The finding is kept for half a second, so that anyone may ask
/// as often as they like.
@Service
class HealthCheck {

  private static final Duration FRESH = Duration.ofMillis(500);

  /// A record is imported within a second; this late means that something holds it up.
  private static final Duration LATE = Duration.ofSeconds(30);

  private static final Duration BEHIND = Duration.ofSeconds(5);

  /// Old events are dropped every five minutes; a reader in the way is no reason to worry.
  private static final Duration OVERDUE = Duration.ofHours(1);

  private final JdbcClient jdbc;
  private final Asterisk asterisk;
  private final Cdrs cdrs;
  private final Events events;
  private final ObjectProvider<Instance> instance;
  private final Clock clock;
  private volatile @Nullable Finding last;

  private record Finding(Instant at, Health health) {}

  HealthCheck(
      JdbcClient jdbc,
      Asterisk asterisk,
      Cdrs cdrs,
      Events events,
      ObjectProvider<Instance> instance,
      Clock clock) {
    this.jdbc = jdbc;
    this.asterisk = asterisk;
    this.cdrs = cdrs;
    this.events = events;
    this.instance = instance;
    this.clock = clock;
    instance.ifAvailable(present -> present.troubleIs(this::trouble));
  }

  /// What keeps calls from being made, right now: `database: The database does not answer.`
  private @Nullable String trouble() {
    var health = look();
    if (health.isReady()) {
      return null;
    }
    return health.components().entrySet().stream()
        .filter(part -> isDown(part.getValue()))
        .map(part -> part.getKey() + ": " + part.getValue().reason())
        .collect(Collectors.joining(" "));
  }

  Health now() {
    var known = last;
    var now = clock.instant();
    if (known == null || known.at().plus(FRESH).isBefore(now)) {
      known = new Finding(now, look());
      last = known;
    }
    return known.health();
  }

  private Health look() {
    var components = new LinkedHashMap<String, Component>();
    components.put("database", database());
    components.put("asterisk", link());
    components.put("cdrImport", cdrImport());
    components.put("eventLog", eventLog());
    instance.ifAvailable(present -> addProcesses(present, components));
    return new Health(status(components), components);
  }

  private Component database() {
    try {
      jdbc.sql("select 1").query(Integer.class).single();
      return Component.up(null);
    } catch (DataAccessException e) {
      return Component.not(Health.DOWN, null, "The database does not answer.");
    }
  }

  private Component link() {
    var status = asterisk.status();
    return status.up()
        ? Component.up(status.since())
        : Component.not(
            Health.DOWN,
            status.since(),
            Objects.requireNonNullElse(status.lastProblem(), "Not connected yet."));
  }

  private Component cdrImport() {
    var present = instance.getIfAvailable();
    if (present != null && !present.hasCallRecords()) {
      return Component.not(
          Health.DEGRADED,
          null,
          "No call records are imported: pbx.cdr.journal does not say where Asterisk writes them.");
    }
    var status = cdrs.importStatus();
    if (!status.running() && status.trouble() != null) {
      return Component.not(
          Health.DEGRADED,
          status.lastImport(),
          "The journal of call records can't be opened; the log tells why.");
    }
    return status.lag().compareTo(LATE) < 0
        ? Component.up(status.lastImport())
        : Component.not(
            Health.DEGRADED,
            status.lastImport(),
            Objects.requireNonNullElse(status.trouble(), "Call records wait to be imported."));
  }

  /// Events are told within milliseconds; what is not seen for seconds is not on its way.
  private Component eventLog() {
    try {
      var pace = events.pace();
      if (!pace.isFollowed()) {
        return Component.not(
            Health.DEGRADED, null, "The event log is not followed; what happens is told later.");
      }
      if (pace.lag().compareTo(BEHIND) >= 0) {
        var since = clock.instant().minus(pace.lag());
        return Component.not(Health.DEGRADED, since, "Events wait in the log to be told.");
      }
      return pace.sinceTurn().compareTo(OVERDUE) < 0
          ? Component.up(null)
          : Component.not(
              Health.DEGRADED,
              clock.instant().minus(pace.sinceTurn()),
              "Old events are not dropped from the log, which grows; the program's log tells why.");
    } catch (DataAccessException away) {
      return Component.not(Health.DEGRADED, null, "The event log can't be read.");
    }
  }

  private static void addProcesses(Instance instance, Map<String, Component> components) {
    for (var process : instance.processes()) {
      components.put(
          "process:" + process.name(),
          process.isRunning()
              ? Component.up(process.since())
              : Component.not(
                  Health.DOWN,
                  process.since(),
                  "It died and is being started again, attempt " + process.attempts() + "."));
    }
  }

  /// Down when the database or Asterisk is; a process that is being restarted shows in one of them.
  private static String status(Map<String, Component> components) {
    if (isDown(components.get("database")) || isDown(components.get("asterisk"))) {
      return Health.DOWN;
    }
    return components.values().stream().allMatch(part -> part.status().equals(Health.UP))
        ? Health.UP
        : Health.DEGRADED;
  }

  private static boolean isDown(@Nullable Component component) {
    return component == null || component.status().equals(Health.DOWN);
  }
}
