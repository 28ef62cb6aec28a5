package com.unifiedbx.ami;

/// Where a client brings what happens, one call at a time, on one virtual thread of its own.
///
/// A listener may take its time and may send actions: replies never wait behind it. Events wait in
/// a bounded queue meanwhile. What it throws is logged and the next call follows.
public interface AmiListener {

  /// Both sessions are logged in and Asterisk is fully booted. What happened before is for lists to
  /// tell; every event from here on is delivered, until [#onDown] or [#onOverflow].
  ///
  /// @param fullyBooted its `Uptime` tells a restarted Asterisk from a broken link
  void onUp(AmiMessage fullyBooted);

  void onEvent(AmiMessage event);

  /// The link is lost after an [#onUp]; the client reconnects by itself. Not called by `close()`.
  ///
  /// @param reason a sentence for people
  void onDown(String reason);

  /// The queue was full and has been emptied: events are missing, and pairs of `onDown` and `onUp`
  /// may be. Read the lists again; events after this call are complete.
  void onOverflow();
}
