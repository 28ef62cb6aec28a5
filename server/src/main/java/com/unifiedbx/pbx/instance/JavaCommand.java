package com.unifiedbx.pbx.instance;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The command that runs this program again.
public final class JavaCommand {

  private JavaCommand() {}

  /// Java from `UNIFIEDBX_JAVA` with the flags of `UNIFIEDBX_JAVA_FLAGS` (one a line, or split at
  /// blanks), or without them as this process was started.
  public static List<String> own(Map<String, String> environment) {
    var command = new ArrayList<String>();
    var java = environment.getOrDefault("UNIFIEDBX_JAVA", "");
    var ours = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command.add(java.isBlank() ? ours : java);
    var flags = environment.getOrDefault("UNIFIEDBX_JAVA_FLAGS", "").strip();
    if (flags.isEmpty()) {
      command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    } else {
      command.addAll(List.of(flags.split(flags.contains("\n") ? "\n+" : "\\s+", -1)));
    }
    // The first word is the jar or the main class.
    var main = System.getProperty("sun.java.command", "").split(" ", 2)[0];
    var path = System.getProperty("java.class.path", "");
    command.addAll(main.endsWith(".jar") ? List.of("-jar", main) : List.of("-cp", path, main));
    return command;
  }
}
