package com.unifiedbx.pbx.system;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.asterisk.Asterisk;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/// FreePBX's framework, as far as it means something where nothing is ever applied.
///
/// Scripts change something, call `doreload` and poll `fetchApiStatus` until it says `Executed`.
/// Changes act at once here, so a transaction is executed when its id goes out. The id is the
/// moment, so that nothing has to be kept for it.
@Controller
class FrameworkGraphQlController {

  private static final String STARTED =
      " has been initiated. Please check the status using fetchApiStatus api with the returned"
          + " transaction id";

  /// No transaction is older: 2026-01-01.
  private static final long OLDEST = 1_767_225_600_000L;

  private final HealthCheck health;
  private final Asterisk asterisk;
  private final Clock clock;

  FrameworkGraphQlController(HealthCheck health, Asterisk asterisk, Clock clock) {
    this.health = health;
    this.asterisk = asterisk;
    this.clock = clock;
  }

  /// Input of `doreload` and `fwconsoleCommand`.
  record Input(@Nullable String command, @Nullable String clientMutationId) {}

  /// A transaction that was begun, and is done.
  record Payload(
      boolean status, String message, String transaction_id, @Nullable String clientMutationId) {}

  /// Type `module`, as far as transactions use it.
  record Module(
      String id,
      boolean status,
      String message,
      @Nullable String details,
      @Nullable String event_output) {}

  /// Type `system`.
  record SystemFacts(
      boolean status,
      String message,
      @Nullable String version,
      String engine,
      boolean needReload,
      String asteriskStatus,
      @Nullable String asteriskVersion,
      String amiStatus,
      String dbStatus) {
    public String id() {
      return "system";
    }
  }

  @MutationMapping
  @RequiresScope(Scope.SYSTEM_WRITE)
  Payload doreload(@Argument Input input) {
    return begun("Doreload/apply config" + STARTED, input.clientMutationId());
  }

  @MutationMapping
  @RequiresScope(Scope.SYSTEM_WRITE)
  Payload fwconsoleCommand(@Argument Input input) {
    if (!"r".equals(input.command()) && !"reload".equals(input.command())) {
      throw Refusal.badValue(
              "command", "Only r and reload mean something here: there is nothing else to apply.")
          .asException();
    }
    return begun("Command" + STARTED, input.clientMutationId());
  }

  private Payload begun(String message, @Nullable String clientMutationId) {
    return new Payload(true, message, String.valueOf(clock.millis()), clientMutationId);
  }

  @QueryMapping
  @RequiresScope(Scope.SYSTEM_READ)
  Module fetchApiStatus(@Argument String txnId) {
    if (!txnId.matches("[0-9]{13}")
        || Long.parseLong(txnId) < OLDEST
        || Long.parseLong(txnId) > clock.millis()) {
      throw Refusal.notFound("Sorry unable to fetch the status").asException();
    }
    return new Module(txnId, true, "Executed", null, "Changes act at once: nothing was to do.");
  }

  @QueryMapping
  @RequiresScope(Scope.SYSTEM_READ)
  Module fetchNeedReload() {
    return new Module("needreload", true, "Doreload is not required", null, null);
  }

  @QueryMapping
  @RequiresScope(Scope.SYSTEM_READ)
  SystemFacts system() {
    return facts("System Details");
  }

  @QueryMapping
  @RequiresScope(Scope.SYSTEM_READ)
  SystemFacts fetchAsteriskDetails() {
    return facts("Asterisk Details");
  }

  @QueryMapping
  @RequiresScope(Scope.SYSTEM_READ)
  SystemFacts fetchDBStatus() {
    return facts("Database Status");
  }

  private SystemFacts facts(String message) {
    var link = asterisk.status();
    var database = health.now().components().get("database");
    var isConnected = database != null && database.status().equals(Health.UP);
    return new SystemFacts(
        true,
        message,
        FrameworkGraphQlController.class.getPackage().getImplementationVersion(),
        "asterisk",
        false,
        link.up() ? "Running" : "Not running",
        link.version(),
        link.up() ? "Connected" : "Not Connected",
        isConnected ? "Connected" : "Not Connected");
  }
}
