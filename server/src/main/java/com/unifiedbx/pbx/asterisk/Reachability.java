package com.unifiedbx.pbx.asterisk;

import java.util.List;

/// Whether a call to an endpoint can ring anything.
public sealed interface Reachability {

  /// No endpoint of that name.
  record Unknown() implements Reachability {}

  /// The endpoint exists and no phone is registered for it.
  record Unregistered() implements Reachability {}

  /// At least one phone can be rung.
  ///
  /// @param contacts dial strings, one per phone
  record Reachable(List<String> contacts) implements Reachability {

    public Reachable {
      contacts = List.copyOf(contacts);
    }
  }
}
