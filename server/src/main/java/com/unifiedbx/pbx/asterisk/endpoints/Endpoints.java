package com.unifiedbx.pbx.asterisk.endpoints;

import java.util.List;
import java.util.Map;

/// What Asterisk knows of phones now.
///
/// Every method but [#listen] asks Asterisk and throws [com.unifiedbx.pbx.kernel.RefusedException]
/// `UNAVAILABLE` with code `pbx_unavailable` when it is away. Never call one on a listener's thread
/// or inside a database transaction.
public interface Endpoints {

  /// Adds a listener for good.
  void listen(EndpointListener listener);

  /// The phones that are registered for one endpoint; none for an unknown one.
  List<Contact> contacts(String endpoint);

  /// All phones that are registered.
  List<Contact> contacts();

  /// What the devices do that Asterisk has a state of, by endpoint.
  Map<String, DeviceState> states();

  /// The names of all channels that are up: `PJSIP/1001-00000007`.
  List<String> channels();

  /// The messages in a box of the context `default`; none when there is no such box.
  MessageCount messages(String mailbox);
}
