package com.unifiedbx.pbx.instance.files;

import java.nio.file.Path;

/// Where programs unpacked for this user stay between starts.
public final class UserCache {

  private UserCache() {}

  /// `$XDG_CACHE_HOME/unifiedbx`, or `~/.cache/unifiedbx`.
  public static Path directory() {
    var base = System.getenv("XDG_CACHE_HOME");
    var parent =
        base == null || base.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(base);
    return parent.resolve("unifiedbx");
  }
}
