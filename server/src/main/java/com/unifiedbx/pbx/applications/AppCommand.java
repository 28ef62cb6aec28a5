package com.unifiedbx.pbx.applications;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// `app`: the applications of an instance that runs.
@Command(
    name = "app",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Makes and manages API applications: credentials, scopes, allowed addresses.",
    subcommands = {
      AppCreateCommand.class,
      AppCommand.AppList.class,
      AppCommand.Show.class,
      AppCommand.RotateSecret.class,
      AppCommand.Disable.class,
      AppCommand.Enable.class,
      AppCommand.Delete.class
    })
public final class AppCommand {

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all applications.")
  static final class AppList implements Callable<Integer> {
    @Mixin AppConnection connection = new AppConnection();

    @Override
    public Integer call() {
      connection.print(connection.applications().list());
      return 0;
    }
  }

  /// The client id that most commands take.
  static final class Target {
    @Parameters(paramLabel = "CLIENT_ID", description = "As `app list` shows it.")
    String id = "";
  }

  @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one application.")
  static final class Show implements Callable<Integer> {
    @Mixin AppConnection connection = new AppConnection();
    @Mixin Target target = new Target();

    @Override
    public Integer call() {
      connection.print(connection.applications().get(target.id), null);
      return 0;
    }
  }

  @Command(
      name = "rotate-secret",
      mixinStandardHelpOptions = true,
      description = "Makes a new secret; the old ones stay valid for the overlap.")
  static final class RotateSecret implements Callable<Integer> {
    @Mixin AppConnection connection = new AppConnection();
    @Mixin Target target = new Target();

    @Option(
        names = "--overlap",
        converter = Span.class,
        paramLabel = "TIME",
        description = "For how long the old secrets still work: 30m, 24h, 7d (default 0).")
    Duration overlap = Duration.ZERO;

    @Override
    public Integer call() {
      var rotated = connection.applications().rotateSecret(target.id, overlap);
      connection.print(rotated.application(), rotated.secret().value());
      return 0;
    }
  }

  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = "Refuses it from the next request on; its tokens too.")
  static final class Disable implements Callable<Integer> {
    @Mixin AppConnection connection = new AppConnection();
    @Mixin Target target = new Target();

    @Override
    public Integer call() {
      connection.applications().setEnabled(target.id, false);
      connection.done(target.id, "disabled");
      return 0;
    }
  }

  @Command(name = "enable", mixinStandardHelpOptions = true, description = "Lets it in again.")
  static final class Enable implements Callable<Integer> {
    @Mixin AppConnection connection = new AppConnection();
    @Mixin Target target = new Target();

    @Override
    public Integer call() {
      connection.applications().setEnabled(target.id, true);
      connection.done(target.id, "enabled");
      return 0;
    }
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Ends it for good, with its secrets and tokens.")
  static final class Delete implements Callable<Integer> {
    @Mixin AppConnection connection = new AppConnection();
    @Mixin Target target = new Target();

    @Override
    public Integer call() {
      connection.applications().delete(target.id);
      connection.done(target.id, "deleted");
      return 0;
    }
  }

  /// Reads `90s`, `30m`, `24h`, `7d`.
  static final class Span implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      try {
        var days = text.matches("\\d{1,4}d");
        return Duration.parse((days ? "P" : "PT") + text.toUpperCase(Locale.ROOT));
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("'" + text + "' is no time: write 30m, 24h or 7d");
      }
    }
  }
}
