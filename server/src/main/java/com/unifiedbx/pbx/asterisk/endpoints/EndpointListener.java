package com.unifiedbx.pbx.asterisk.endpoints;

import java.time.Instant;

/// Hears what phones do. All methods run one after the other on the thread of Asterisk's events:
/// return soon, and ask Asterisk elsewhere.
public interface EndpointListener {

  /// The link is up, or events were lost: compare what you believe with the lists of [Endpoints].
  void resynchronise();

  /// The link is gone; what you believe grows old.
  void linkLost();

  void onState(String endpoint, DeviceState state, Instant at);

  /// A phone registered, or a known one showed signs of life.
  void onContact(String endpoint, String uri, Instant at);

  /// A phone is no longer registered.
  void onContactGone(String endpoint, String uri, Instant at);

  void onMessages(String mailbox, MessageCount count);
}
