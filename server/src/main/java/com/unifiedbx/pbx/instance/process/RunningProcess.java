package com.unifiedbx.pbx.instance.process;

import com.unifiedbx.pbx.instance.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One process of this machine, told apart from a later one with the same id.
///
/// The start time is counted in clock ticks since boot as the kernel keeps it, and the boot has an
/// id: both stay the same when somebody sets the clock, so a recycled process id is never adopted
/// and never killed.
///
/// @param ticks field 22 of `/proc/<pid>/stat`
public record RunningProcess(long pid, long ticks, String boot) {

  /// What Linux tells programs on every platform (`USER_HZ`).
  private static final int TICKS_PER_SECOND = 100;

  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /// The living process of that id, or null when there is none or only its ended remains.
  public static @Nullable RunningProcess of(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name in parentheses may hold anything, so fields are counted from its end.
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      if (fields[0].equals("Z") || fields[0].equals("X")) {
        return null;
      }
      return new RunningProcess(pid, Long.parseLong(fields[19]), Files.readString(BOOT_ID).strip());
    } catch (IOException e) {
      return null; // The process is gone; there is nothing else that this file can fail for.
    }
  }

  /// The process that wrote this pid file, if that very process still lives.
  public static @Nullable RunningProcess read(Path pidFile) {
    var text = PrivateFiles.read(pidFile);
    if (text == null) {
      return null;
    }
    var parts = text.split("\\s+", -1);
    if (parts.length != 3 || !parts[0].matches("\\d{1,9}")) {
      return null;
    }
    var living = of(Long.parseLong(parts[0]));
    return living != null && living.text().equals(text) ? living : null;
  }

  /// How long this very process has been running, to a hundredth of a second. The JDK's own start
  /// instant is off by up to a second, since the kernel tells the moment of the boot in seconds.
  public static Duration ownAge() {
    var self = of(ProcessHandle.current().pid());
    var up = self == null ? null : PrivateFiles.read(UPTIME);
    if (self == null || up == null) {
      return Duration.ZERO;
    }
    var seconds = Double.parseDouble(up.substring(0, up.indexOf(' ')));
    return Duration.ofMillis(Math.round(seconds * 1000) - self.ticks * 1000 / TICKS_PER_SECOND);
  }

  public void write(Path pidFile) {
    PrivateFiles.write(pidFile, text() + "\n");
  }

  public boolean isAlive() {
    return this.equals(of(pid));
  }

  /// Asks (SIGTERM) or forces (SIGKILL) the process to end; nothing happens if it already has.
  public void end(boolean force) {
    if (isAlive()) {
      ProcessHandle.of(pid).ifPresent(p -> endNow(p, force));
    }
  }

  private static void endNow(ProcessHandle process, boolean force) {
    if (force) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
  }

  /// Ends the process: asks first, and forces it when it still lives after `limit`.
  public void stop(Duration limit) {
    end(false);
    if (!awaitEnd(limit)) {
      end(true);
      awaitEnd(limit);
    }
  }

  /// Waits for the end; false when the process still lives after `limit`.
  public boolean awaitEnd(Duration limit) {
    var deadline = System.nanoTime() + limit.toNanos();
    while (isAlive()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(10_000_000);
    }
    return true;
  }

  private String text() {
    return pid + " " + ticks + " " + boot;
  }
}
