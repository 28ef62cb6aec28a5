package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.asterisk.TestAsterisk;
import com.unifiedbx.pbx.instance.network.Ports;
import com.unifiedbx.pbx.instance.process.Programs;
import com.unifiedbx.pbx.instance.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole instance on free ports, driven as a user does: by commands in processes of their own.
record TestInstance(DataDirectory directory, List<String> ports) {

  static TestInstance in(Path root) {
    var ports = new ArrayList<String>();
    ports.addAll(List.of("--https-port", String.valueOf(Ports.free())));
    ports.addAll(List.of("--ami-port", String.valueOf(Ports.free())));
    ports.addAll(List.of("--sip-port", String.valueOf(TestAsterisk.freeUdp())));
    return new TestInstance(new DataDirectory(root), ports);
  }

  Programs.Outcome up(String... more) {
    var arguments = new ArrayList<>(List.of("up"));
    arguments.addAll(ports);
    arguments.addAll(List.of(more));
    return run(arguments);
  }

  Programs.Outcome down() {
    return run(List.of("down"));
  }

  JsonNode status(String... more) {
    var arguments = new ArrayList<>(List.of("status", "--json"));
    arguments.addAll(List.of(more));
    return JsonMapper.builder().build().readTree(run(arguments).output());
  }

  Programs.Outcome run(List<String> arguments) {
    return Programs.run(command(arguments), Duration.ofSeconds(90));
  }

  /// An `up` in the foreground, whose end the caller sees to.
  Process foreground() throws IOException {
    var arguments = new ArrayList<>(List.of("up"));
    arguments.addAll(ports);
    return Programs.builder(command(arguments))
        .redirectErrorStream(true)
        .redirectOutput(directory.root().resolveSibling("foreground.log").toFile())
        .start();
  }

  RunningProcess process(String name) {
    return Objects.requireNonNull(
        RunningProcess.read(directory.run(name + ".pid")), () -> name + " does not run");
  }

  String port(String option) {
    return ports.get(ports.indexOf(option) + 1);
  }

  List<String> command(List<String> arguments) {
    var path = System.getProperty("surefire.test.class.path", "");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp"));
    command.add(path.isEmpty() ? System.getProperty("java.class.path") : path);
    command.add(TestMain.class.getName());
    command.addAll(arguments);
    command.addAll(List.of("--data", directory.root().toString()));
    return command;
  }
}
