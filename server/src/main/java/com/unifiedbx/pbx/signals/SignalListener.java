package com.unifiedbx.pbx.signals;

/// Who wants to hear of a channel. Both methods run on the listening thread, one after the other,
/// and must not block it.
public interface SignalListener {

  /// Someone sent `payload` (PostgreSQL `NOTIFY`), and what it tells of is committed.
  void signalled(String payload);

  /// The line was made (again): anything may have changed unnoticed.
  void lineMade();
}
