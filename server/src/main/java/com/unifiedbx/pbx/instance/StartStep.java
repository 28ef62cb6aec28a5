package com.unifiedbx.pbx.instance;

import java.util.function.Consumer;

/// Something that another room adds to the start of an instance; see [Instance#atEnd].
@FunctionalInterface
public interface StartStep {

  /// Runs once, when the database, Asterisk and the API answer. An [InstanceException] makes the
  /// whole start fail.
  ///
  /// @param progress takes a line for the person who waits
  void run(Consumer<String> progress);
}
