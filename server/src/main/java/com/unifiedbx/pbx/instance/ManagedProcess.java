package com.unifiedbx.pbx.instance;

import org.jspecify.annotations.Nullable;

/// A server process that an instance starts, watches and ends.
public interface ManagedProcess {

  /// Short and lower case, as health pages show it: `postgresql`, `asterisk`.
  String name();

  /// Takes over what runs or starts it; returns when it answers, else throws an
  /// [InstanceException].
  void start();

  /// Ends it cleanly, by force if need be; nothing happens when it does not run.
  void stop();

  boolean isRunning();

  /// The process id, or null when it does not run.
  @Nullable Long pid();
}
