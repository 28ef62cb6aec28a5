package com.unifiedbx.pbx.instance.terminal;

import com.unifiedbx.pbx.instance.files.PrivateFiles;
import com.unifiedbx.pbx.instance.process.RunningProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;

/// Tells the person at the keyboard how far a start is, a line per step with the time since its
/// begin. The same lines go to a file, which the command behind `--detach` reads. Safe for many
/// threads.
public final class Progress {

  /// The last line of a start that went well.
  public static final String READY = "ready";

  /// The beginning of the last line of a start after which calls can't be made yet.
  public static final String UNHEALTHY = "unhealthy: ";

  /// The beginning of the last line of a failed start.
  public static final String FAILED = "failed: ";

  private final PrintStream out;
  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();
  private final long begin;

  public Progress(PrintStream out, Path file) {
    this.out = out;
    this.file = file;
    // The start of the process counts: loading Java is part of what the user waits for.
    this.begin = System.nanoTime() - RunningProcess.ownAge().toNanos();
    PrivateFiles.write(file, "");
  }

  /// A step is done.
  public void step(String what) {
    var seconds = (System.nanoTime() - begin) / 1e9;
    say(String.format(Locale.ROOT, "%6.2f s  %s", seconds, what));
  }

  /// A line as it is.
  public void say(String line) {
    lock.lock();
    try {
      out.println(line);
      out.flush();
      append(line);
    } finally {
      lock.unlock();
    }
  }

  /// Ends the file; nothing is printed.
  public void end(String lastLine) {
    append(lastLine);
  }

  private void append(String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      out.println("(can't write " + file + ": " + e.getMessage() + ")");
    }
  }
}
