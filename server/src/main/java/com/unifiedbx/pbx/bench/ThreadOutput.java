package com.unifiedbx.pbx.bench;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Standard output as long as it is open: what the thread that made it prints is kept, what others
/// print (the server's log, for one) goes where it went before.
final class ThreadOutput extends OutputStream {

  private final Thread owner = Thread.currentThread();
  private final PrintStream others = System.out;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  /// What `command` printed on this thread.
  static String of(Runnable command) {
    var output = new ThreadOutput();
    System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    try {
      command.run();
    } finally {
      System.setOut(output.others);
    }
    return output.kept.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void write(int single) {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (Thread.currentThread() == owner) {
      kept.write(bytes, offset, length);
    } else {
      others.write(bytes, offset, length);
    }
  }
}
