package com.unifiedbx.pbx.kernel;

import org.jspecify.annotations.Nullable;

/// A change that someone made, for the audit log. The room that owns it publishes it with Spring's
/// `ApplicationEventPublisher`, inside the transaction of the change, so that there is no change
/// without its line and no line without its change. Who made it, from where and in which request,
/// `audit` knows by itself.
public interface Audited {

  /// What was done: `extension.update`.
  String operation();

  /// To what: `extension:1001`.
  String object();

  /// How it was, null when it was not; becomes JSON. Never holds a secret.
  @Nullable Object before();

  /// How it is now, null when it is no more; becomes JSON. Never holds a secret.
  @Nullable Object after();
}
