package com.unifiedbx.pbx.whole;

import com.unifiedbx.pbx.TestProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/// The API as a process of its own, so that it can be killed as nothing in the process of the tests
/// can. Its settings, secrets among them, come by standard input.
final class ApiApart implements AutoCloseable {

  private final Process process;

  private ApiApart(Process process) {
    this.process = process;
  }

  static ApiApart start(Map<String, Object> settings) {
    var path = System.getProperty("surefire.test.class.path", "");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = path.isEmpty() ? System.getProperty("java.class.path") : path;
    var quick = "-XX:TieredStopAtLevel=1";
    var command = new ProcessBuilder(java, quick, "-cp", classes, ApiApart.class.getName());
    var properties = new Properties();
    settings.forEach((name, value) -> properties.setProperty(name, text(value)));
    try {
      var process =
          command
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      try (var in = process.getOutputStream()) {
        properties.store(in, null);
      }
      return new ApiApart(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Object value) {
    return value instanceof Collection<?> several
        ? several.stream().map(String::valueOf).collect(Collectors.joining(","))
        : value.toString();
  }

  public static void main(String[] args) throws IOException {
    var properties = new Properties();
    properties.load(System.in);
    TestProgram.application().properties(properties).run();
  }

  @Override
  public void close() {
    kill();
  }

  /// Kills it (`kill -9`) and waits until it is gone.
  void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
