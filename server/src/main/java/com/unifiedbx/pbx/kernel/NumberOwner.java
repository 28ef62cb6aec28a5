package com.unifiedbx.pbx.kernel;

import java.util.Collection;
import java.util.Map;

/// Knows numbers that can be dialled and that are taken: extensions, ring groups, parking spaces.
/// Whoever gives a number away asks all of them, so that no number has two meanings.
public interface NumberOwner {

  /// Those of the numbers that are taken, each with what has it, as people call it: `ring group
  /// 600`.
  Map<String, String> ownersOf(Collection<String> numbers);
}
