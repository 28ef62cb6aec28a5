package com.unifiedbx.pbx.applications.command;

import com.unifiedbx.pbx.applications.ApplicationFacts;
import com.unifiedbx.pbx.applications.Applications;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `app`: the applications of an instance that runs.
@Command(
    name = "app",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes and manages API applications: credentials, scopes, allowed addresses.",
    footer = {
      "",
      "A new secret without an outage:",
      "  unifiedbx app rotate-secret app_… --overlap 24h   prints the new one; both work for a day",
      "  unifiedbx app show app_…                          tells who still uses the old one",
      "  unifiedbx app retire-secret app_…                 ends the old one before its time"
    },
    subcommands = {
      AppCreateCommand.class,
      AppCommand.AppList.class,
      AppCommand.Show.class,
      AppUpdateCommand.class,
      AppCommand.RotateSecret.class,
      AppCommand.RetireSecret.class,
      AppCommand.Disable.class,
      AppCommand.Enable.class,
      AppCommand.Delete.class
    })
public final class AppCommand {

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists all applications, by name.",
      footer = {"", "Example", "  unifiedbx app list --json | jq -r '.[].clientId'"})
  static final class AppList implements Callable<Integer> {
    @Mixin AppConnection connection = new AppConnection();

    @Override
    public Integer call() {
      connection.printer().printAll(connection.with(Applications::list));
      return 0;
    }
  }

  /// The client id that most commands take.
  static final class Target {
    @Parameters(paramLabel = "CLIENT_ID", description = "As `app list` shows it.")
    String id = "";
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one application, its secrets (not their values) and who uses each.",
      footer = {"", "Example", "  unifiedbx app show app_7hTz0P3bWq1x"})
  static final class Show implements Callable<Integer> {
    @Mixin AppConnection connection = new AppConnection();
    @Mixin Target target = new Target();

    @Override
    public Integer call() {
      return connection.with(applications -> {
        var secrets = applications.listSecrets(target.id);
        connection.printer().print(applications.get(target.id), secrets);
        return 0;
      });
    }
  }

  @Command(
      name = "rotate-secret",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a new secret and prints it, only now; the old one stays valid for the overlap.",
        "There are two valid secrets at most. The client id stays."
      },
      footer = {"", "Example", "  unifiedbx app rotate-secret app_7hTz0P3bWq1x --overlap 24h"})
  static final class RotateSecret implements Callable<Integer> {
    @Mixin AppConnection connection = new AppConnection();
    @Mixin Target target = new Target();

    @Option(
        names = "--overlap",
        converter = AppOptions.Span.class,
        paramLabel = "TIME",
        description = "For how long the old secret still works: 30m, 24h, 7d (default 0).")
    Duration overlap = Duration.ZERO;

    @Override
    public Integer call() {
      var rotated = connection.with(applications -> applications.rotateSecret(target.id, overlap));
      connection.printer().printOnce(rotated);
      return 0;
    }
  }

  @Command(
      name = "retire-secret",
      mixinStandardHelpOptions = true,
      description = "Ends the older of two secrets now. `app show` tells whether anyone uses it.",
      footer = {"", "Example", "  unifiedbx app retire-secret app_7hTz0P3bWq1x"})
  static final class RetireSecret implements Callable<Integer> {
    @Mixin AppConnection connection = new AppConnection();
    @Mixin Target target = new Target();

    @Override
    public Integer call() {
      var old = connection.with(applications -> applications.retireSecret(target.id));
      var last = old.lastUsedAt();
      connection
          .printer()
          .done(
              target.id,
              "rid of its old secret, "
                  + (last == null
                      ? "which was never used"
                      : "last used "
                          + ApplicationFacts.text(last)
                          + " by "
                          + old.lastUsedAddress()));
      return 0;
    }
  }

  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = "Refuses it from the next request on; its tokens too. `app enable` undoes it.",
      footer = {"", "Example", "  unifiedbx app disable app_7hTz0P3bWq1x"})
  static final class Disable implements Callable<Integer> {
    @Mixin AppConnection connection = new AppConnection();
    @Mixin Target target = new Target();

    @Override
    public Integer call() {
      connection.with(applications -> applications.setEnabled(target.id, false));
      connection.printer().done(target.id, "disabled");
      return 0;
    }
  }

  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      description = "Lets it in again; tokens that have not expired work again, too.",
      footer = {"", "Example", "  unifiedbx app enable app_7hTz0P3bWq1x"})
  static final class Enable implements Callable<Integer> {
    @Mixin AppConnection connection = new AppConnection();
    @Mixin Target target = new Target();

    @Override
    public Integer call() {
      connection.with(applications -> applications.setEnabled(target.id, true));
      connection.printer().done(target.id, "enabled");
      return 0;
    }
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Ends it for good, with its secrets and tokens; what it did stays on record.",
      footer = {"", "Example", "  unifiedbx app delete app_7hTz0P3bWq1x"})
  static final class Delete implements Callable<Integer> {
    @Mixin AppConnection connection = new AppConnection();
    @Mixin Target target = new Target();

    @Override
    public Integer call() {
      connection.with(applications -> {
        applications.delete(target.id);
        return target.id;
      });
      connection.printer().done(target.id, "deleted");
      return 0;
    }
  }
}
