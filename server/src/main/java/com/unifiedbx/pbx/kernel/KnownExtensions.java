package com.unifiedbx.pbx.kernel;

/// Says which numbers are provisioned: rooms below `extensions` ask through it.
public interface KnownExtensions {

  /// Whether an extension of that number exists now. Any text may be asked for.
  boolean isKnown(String number);

  /// Whether something has that number: an extension, a ring group, a parking space. Any text may
  /// be asked for.
  default boolean isTaken(String number) {
    return isKnown(number);
  }
}
