package com.unifiedbx.pbx.asterisk.realtime;

import java.util.List;

/// Tells Asterisk that provisioned objects changed, so that its caches follow at once.
///
/// Call it after the transaction has committed: Asterisk reads the database again the next time it
/// needs the object. A new object needs nothing, for nothing about it is cached, except that an
/// unknown name may have been asked for before.
///
/// The `…Changed` and `…Removed` methods never fail. While Asterisk is away the news is kept and
/// told after reconnect; after a start of this process the caches are expired as a whole, so that
/// news lost in a crash does no harm.
public interface Realtime {

  /// An endpoint, its authentication or its address of record was changed.
  void endpointChanged(String id);

  /// An endpoint is gone: as [#endpointChanged], and its stored contacts are deleted, so that the
  /// next owner of the number does not inherit the phones of the last.
  void endpointRemoved(String id);

  /// A trunk was added, changed or removed. Asterisk matches trunks by source address from a cache
  /// that holds all of them, so that even a new one has to be announced.
  void trunkChanged(String id);

  /// Whether at least one phone is registered and reachable for the endpoint.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `UNAVAILABLE` when Asterisk is away
  boolean isRegistered(String id);

  /// What can be dialled for the endpoint: `PJSIP/1001/sip:1001@192.0.2.7:5060`, one per phone.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `UNAVAILABLE` when Asterisk is away
  List<String> registeredContacts(String id);
}
