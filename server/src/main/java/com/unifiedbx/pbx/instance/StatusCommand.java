package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.files.InstanceFile;
import com.unifiedbx.pbx.instance.network.Addresses;
import com.unifiedbx.pbx.instance.network.HealthProbe;
import com.unifiedbx.pbx.instance.postgres.PostgresBinaries;
import com.unifiedbx.pbx.instance.process.RunningProcess;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `status`: what runs, on which ports.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Tells what of one data directory runs, on which ports.",
    footer = {"", "Exit code: 0 when the API is healthy, 1 when it is not."})
public final class StatusCommand implements Callable<Integer> {

  @Mixin DataOption data = new DataOption();

  @Option(names = "--json", description = "As JSON, for programs.")
  boolean json;

  @Option(names = "--show-secrets", description = "With the database's password in its address.")
  boolean showSecrets;

  @Override
  public Integer call() {
    var directory = data.existing();
    var running = RunningInstance.of(directory);
    var health =
        running.process("api") == null
            ? new HealthProbe.Answer(0, "the API does not run")
            : running.health();
    var facts = new LinkedHashMap<String, Object>();
    facts.put("running", running.process("api") != null);
    facts.put("healthy", health.isHealthy());
    facts.put("data", directory.root().toString());
    facts.put("version", running.file().text("version", "unknown"));
    facts.put("bind", running.file().text("bind", ""));
    facts.put("api", api(running, health));
    facts.put("postgresql", postgres(running, health, directory));
    facts.put("asterisk", asterisk(running, health));
    if (json) {
      System.out.println(
          JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(facts));
    } else {
      print("", facts);
    }
    return health.isHealthy() ? 0 : 1;
  }

  private static Map<String, Object> api(RunningInstance running, HealthProbe.Answer health) {
    var host = Addresses.beforePort(Addresses.reachable(running.file().text("bind", "127.0.0.1")));
    int port = running.file().number("httpsPort", 0);
    var facts = process(running, "api");
    facts.put("version", running.file().text("version", "unknown"));
    facts.put("httpsPort", port);
    facts.put("url", "https://" + host + ":" + port + "/admin/api/api");
    facts.put("health", health.status() == 0 ? health.detail() : health.status());
    return facts;
  }

  private Map<String, Object> postgres(
      RunningInstance running, HealthProbe.Answer health, DataDirectory directory) {
    var database = running.address();
    Map<String, Object> facts;
    if (running.external() == null) {
      facts = process(running, "postgres");
      facts.put("kind", "embedded");
      facts.put("version", PostgresBinaries.VERSION);
      facts.put("passwordFile", directory.secretFile("database").toString());
    } else {
      facts = reached("database", health);
    }
    facts.put("port", database.port());
    facts.put("url", database.uri(showSecrets));
    return facts;
  }

  private static Map<String, Object> asterisk(RunningInstance running, HealthProbe.Answer health) {
    var file = running.file();
    if (file.text("asterisk", "managed").equals("external")) {
      return external(file, health);
    }
    var facts = process(running, "asterisk");
    facts.put("kind", "managed");
    facts.put("version", file.text("asteriskVersion", "unknown"));
    facts.put("sipPort", file.number("sipPort", 0));
    facts.put("rtpPorts", file.text("rtpPorts", ""));
    facts.put("amiPort", file.number("amiPort", 0));
    return facts;
  }

  /// What somebody else runs: only whether the API reaches it is known here.
  private static Map<String, Object> reached(String component, HealthProbe.Answer health) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("kind", "external");
    facts.put("connected", health.says("/components/" + component + "/status").equals("up"));
    return facts;
  }

  private static Map<String, Object> external(InstanceFile file, HealthProbe.Answer health) {
    var facts = reached("asterisk", health);
    facts.put("amiHost", file.text("amiHost", ""));
    facts.put("amiPort", file.number("amiPort", 0));
    return facts;
  }

  private static Map<String, Object> process(RunningInstance running, String name) {
    var facts = new LinkedHashMap<String, Object>();
    @Nullable RunningProcess process = running.process(name);
    facts.put("running", process != null);
    if (process != null) {
      facts.put("pid", process.pid());
    }
    return facts;
  }

  private static void print(String indent, Map<?, ?> facts) {
    facts.forEach((key, value) -> {
      if (value instanceof Map<?, ?> inner) {
        System.out.println(indent + key);
        print(indent + "  ", inner);
      } else {
        System.out.println(indent + key + ": " + value);
      }
    });
  }
}
