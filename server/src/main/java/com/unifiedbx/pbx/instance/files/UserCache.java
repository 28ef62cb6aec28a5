package com.unifiedbx.pbx.instance.files;

import java.nio.file.Path;
import java.util.Optional;

/// Where programs unpacked for this user stay between starts.
public final class UserCache {

  private UserCache() {}

  /// `$XDG_CACHE_HOME/unifiedbx`, or `$HOME/.cache/unifiedbx`, as for the launcher.
  public static Path directory() {
    return set("XDG_CACHE_HOME")
        .orElseGet(
            () -> set("HOME").orElse(Path.of(System.getProperty("user.home"))).resolve(".cache"))
        .resolve("unifiedbx");
  }

  private static Optional<Path> set(String variable) {
    return Optional.ofNullable(System.getenv(variable))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }
}
