package com.unifiedbx.pbx.instance.terminal;

import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.files.PrivateFiles;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/// Lines for the eyes of the person at the keyboard alone, secrets above all: they are printed, and
/// never in a log.
///
/// With `--detach` the terminal belongs to another process than the one that knows the lines, whose
/// own output is a log. They change hands in a file (0600), which is deleted as soon as it is read
/// and when its reader is gone.
public final class PrivateLines {

  /// Names, to a process in the background, the process that has the terminal.
  public static final String READER = "UNIFIEDBX_DETACHED_FROM";

  private final DataDirectory directory;

  public PrivateLines(DataDirectory directory) {
    this.directory = directory;
  }

  /// Prints the lines, or hands them over to the process that can.
  public void show(List<String> lines, Map<String, String> environment, PrintStream out) {
    var reader = environment.getOrDefault(READER, "");
    if (!reader.matches("\\d{1,9}")) {
      lines.forEach(out::println);
      return;
    }
    if (!lines.isEmpty()) {
      ProcessHandle.of(Long.parseLong(reader))
          .ifPresent(process -> {
            PrivateFiles.write(directory.run("up.private"), String.join("\n", lines) + "\n");
            var _ = process.onExit().thenRun(this::delete);
          });
    }
  }

  /// Prints what the process in the background has handed over.
  public void print(PrintStream out) {
    var text = PrivateFiles.read(directory.run("up.private"));
    delete();
    if (text != null) {
      out.println("\n" + text);
    }
  }

  public void delete() {
    PrivateFiles.delete(directory.run("up.private"));
  }
}
