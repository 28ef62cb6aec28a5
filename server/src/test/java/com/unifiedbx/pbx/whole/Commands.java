package com.unifiedbx.pbx.whole;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.applications.command.AppCommand;
import com.unifiedbx.pbx.audit.command.AuditCommand;
import com.unifiedbx.pbx.instance.CommandErrors;
import com.unifiedbx.pbx.instance.StatusCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/// Commands on the shared product or another one, in this process: a process of their own for each
/// would take most of a test's time.
final class Commands {

  /// What a command printed, and how it ended.
  record Answer(int code, String out, String error) {

    JsonNode json() {
      return PbxClient.JSON.readTree(out);
    }
  }

  private Commands() {}

  static Answer app(String... arguments) {
    return run(new AppCommand(), arguments);
  }

  static Answer audit(String... arguments) {
    return run(new AuditCommand(), arguments);
  }

  static Answer appOf(TestPbx pbx, String... arguments) {
    return run(pbx, new AppCommand(), arguments);
  }

  static Answer statusOf(TestPbx pbx) {
    return run(pbx, new StatusCommand());
  }

  private static Answer run(Object command, String... arguments) {
    return run(TestPbx.shared(), command, arguments);
  }

  private static Answer run(TestPbx pbx, Object command, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    if (!all.contains("--help")) {
      all.add("--data=" + pbx.data());
    }
    var out = new ByteArrayOutputStream();
    var error = new StringWriter();
    var before = System.out;
    try (var captured = new PrintStream(out, true, UTF_8)) {
      System.setOut(captured);
      var code =
          new CommandLine(command)
              .setExecutionExceptionHandler(new CommandErrors())
              .setErr(new PrintWriter(error, true))
              .execute(all.toArray(String[]::new));
      return new Answer(code, out.toString(UTF_8), error.toString());
    } finally {
      System.setOut(before);
    }
  }
}
