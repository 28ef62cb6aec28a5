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
import com.unifiedbx.pbx.instance.StatusCommand;
import com.unifiedbx.pbx.instance.UpCommand;
import com.unifiedbx.pbx.instance.UsageErrors;
import java.time.Clock;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.modulith.Modulithic;
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

  public static void main(String[] args) {
    System.exit(commands().execute(args));
  }

  static CommandLine commands() {
    return new CommandLine(new Root())
        .addSubcommand(new UpCommand(PbxApi::start))
        .addSubcommand(new DownCommand())
        .addSubcommand(new StatusCommand())
        .addSubcommand(new AppCommand())
        .addSubcommand(new AdminCommand())
        .addSubcommand(new AuditCommand())
        .addSubcommand(new ExtensionCommand())
        .addSubcommand(new BenchCommand())
        .addSubcommand(new WarmCommand(PbxApi::commands))
        .setExecutionExceptionHandler(new CommandErrors())
        .setParameterExceptionHandler(new UsageErrors());
  }

  /// Starts the application; `up` decides when it ends.
  static ApiServer start(Map<String, Object> properties, Instance instance) {
    var application = new SpringApplication(PbxApi.class);
    application.setRegisterShutdownHook(false);
    application.addInitializers(context -> {
      var sources = context.getEnvironment().getPropertySources();
      sources.addFirst(new MapPropertySource("instance", properties));
      context.getBeanFactory().registerSingleton("instance", instance);
    });
    return application.run()::close;
  }

  /// Asterisk waits for its views before it boots for the first time.
  @Bean
  FlywayMigrationStrategy migrations(ObjectProvider<Instance> instance) {
    return flyway -> {
      flyway.migrate();
      instance.ifAvailable(Instance::schemaIsThere);
    };
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
