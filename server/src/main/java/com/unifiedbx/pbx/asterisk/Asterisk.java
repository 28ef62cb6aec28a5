package com.unifiedbx.pbx.asterisk;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The exchange, as far as calls are concerned.
///
/// Every method that asks Asterisk waits for its reply (well under a millisecond normally, never
/// longer than `pbx.asterisk.reply-timeout`) and throws [com.unifiedbx.pbx.kernel.RefusedException]
/// `UNAVAILABLE` with code `pbx_unavailable` when Asterisk is away. Safe on any thread but the
/// listeners' own; never call one inside a database transaction.
///
/// Names that go into a question (endpoint, context, extension) are checked here once more: they
/// become arguments of a dialplan function.
public interface Asterisk {

  /// Adds a listener for good; those that come before the link starts miss nothing.
  void listen(AsteriskListener listener);

  AsteriskStatus status();

  OriginateReply originate(OriginateCommand command);

  /// Hangs a channel up by name or uniqueid. False when there is no such channel.
  boolean hangUp(String channel, int cause);

  /// Ends a channel by itself once it has been up for so long from now. False when there is no such
  /// channel.
  boolean limit(String channel, Duration remaining);

  /// What can be rung for an endpoint at this moment.
  Reachability reachability(String endpoint);

  /// The caller id that is configured for an endpoint, `"Alice" <1001>`, or null.
  @Nullable String callerId(String endpoint);

  /// Whether the dialplan has something to run there. Patterns match too: a yes does not mean that
  /// a phone of that number exists.
  boolean isInDialplan(String context, String exten, int priority);

  /// The endpoint by which calls go out, or null when there is none.
  @Nullable String outboundTrunk();

  /// Everything that is up now, for resynchronisation; not for polling.
  List<LiveChannel> liveChannels();
}
