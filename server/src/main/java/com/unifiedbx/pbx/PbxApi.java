package com.unifiedbx.pbx;

import com.unifiedbx.pbx.admin.AdminCommand;
import com.unifiedbx.pbx.applications.command.AppCommand;
import com.unifiedbx.pbx.audit.command.AuditCommand;
import com.unifiedbx.pbx.bench.BenchCommand;
import com.unifiedbx.pbx.bench.WarmCommand;
import com.unifiedbx.pbx.extensions.ExtensionCommand;
import com.unifiedbx.pbx.instance.ApiServer;
import com.unifiedbx.pbx.instance.CommandErrors;
import com.unifiedbx.pbx.instance.DownCommand;
import com.unifiedbx.pbx.instance.Instance;
import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.StatusCommand;
import com.unifiedbx.pbx.instance.UpCommand;
import com.unifiedbx.pbx.instance.UsageErrors;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.modulith.Modulithic;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionalEventListenerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program: its commands, and the application that `up` starts.
@SpringBootApplication(proxyBeanMethods = false)
@Modulithic(systemName = "UnifiedBX PBX API", sharedModules = "kernel")
public class PbxApi {

  /// Only the frame of the commands; each room brings its own.
  @Command(
      name = "unifiedbx",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND",
      description = "UnifiedBX PBX API.")
  static final class Root {}

  /// The version that the build wrote into the jar.
  static final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
      var version = PbxApi.class.getPackage().getImplementationVersion();
      return new String[] {"UnifiedBX PBX API " + (version == null ? "(not built)" : version)};
    }
  }

  private static final String OTHER_SCHEMA =
      "Another version of UnifiedBX made this database, most likely a newer one: use that version,"
          + " or another database.";

  private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("up", () -> new UpCommand(PbxApi::start));
    COMMANDS.put("down", DownCommand::new);
    COMMANDS.put("status", StatusCommand::new);
    COMMANDS.put("app", AppCommand::new);
    COMMANDS.put("admin", AdminCommand::new);
    COMMANDS.put("audit", AuditCommand::new);
    COMMANDS.put("extension", ExtensionCommand::new);
    COMMANDS.put("bench", BenchCommand::new);
    COMMANDS.put("warm", () -> new WarmCommand(PbxApi::execute));
  }

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  static int execute(String... args) {
    if (args.length > 0 && args[0].equals(UpCommand.SERVE)) {
      return UpCommand.serve(PbxApi::start);
    }
    return commands(args).execute(args);
  }

  /// Only the command that was asked for, or all when it is not clear which one: looking into every
  /// command costs each start of the program a quarter of a second.
  static CommandLine commands(String... args) {
    var line = new CommandLine(new Root());
    var asked = args.length == 0 ? null : COMMANDS.get(args[0]);
    Iterable<Supplier<Object>> chosen = asked == null ? COMMANDS.values() : List.of(asked);
    chosen.forEach(command -> line.addSubcommand(command.get()));
    return line.setExecutionExceptionHandler(new CommandErrors())
        .setParameterExceptionHandler(new UsageErrors());
  }

  /// The application, not yet started.
  static SpringApplication application() {
    var application = new SpringApplication(PbxApi.class);
    application.setMainApplicationClass(AheadOfTime.class);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    return application;
  }

  /// Starts the application; `up` decides when it ends.
  static ApiServer start(Map<String, Object> properties, Instance instance) {
    var application = application();
    // Before any bean is registered, for what is registered depends on settings.
    application.addListeners(
        (ApplicationListener<ApplicationEnvironmentPreparedEvent>)
            prepared ->
                prepared
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("instance", properties)));
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("instance", instance));
    return application.run()::close;
  }

  /// The first use of the database, which starts while the application is put together. Asterisk
  /// waits for its views before it boots for the first time.
  @Bean
  FlywayMigrationStrategy migrations(ObjectProvider<Instance> instance) {
    return flyway -> {
      instance.ifAvailable(Instance::awaitDatabase);
      try {
        flyway.migrate();
      } catch (FlywayValidateException e) {
        throw new InstanceException(OTHER_SCHEMA, e);
      }
      instance.ifAvailable(Instance::schemaIsThere);
    };
  }

  @Bean
  TransactionTemplate transactions(PlatformTransactionManager manager) {
    return new TransactionTemplate(manager);
  }

  @Bean
  static TransactionalEventListenerFactory transactionalEventListeners() {
    return new TransactionalEventListenerFactory();
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
