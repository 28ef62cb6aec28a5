package com.unifiedbx.ami;

import java.util.List;

/// A lasting link to one Asterisk. All methods may be called by any thread.
///
/// Two sessions are kept: one for commands, with events off, and one for events. Either both are up
/// or the client is down; it comes back by itself.
public final class AmiClient implements AutoCloseable {

  private final LinkKeeper keeper;
  private final EventFeed feed;

  private AmiClient(AmiSettings settings, AmiListener listener) {
    var meters = new Meters();
    this.feed = new EventFeed(settings.limits().events(), listener, meters);
    this.keeper = new LinkKeeper(settings, feed, meters);
  }

  /// Returns at once and connects in the background; [AmiListener#onUp] tells when it is up.
  public static AmiClient open(AmiSettings settings, AmiListener listener) {
    var client = new AmiClient(settings, listener);
    client.feed.start();
    client.keeper.start();
    return client;
  }

  /// Sends and waits for the answer; meant for virtual threads. Pipelined: many callers share the
  /// command session. Never send a synchronous `Originate`: Asterisk answers nothing else
  /// meanwhile.
  ///
  /// @throws AmiUnavailableException if the link is down, its queue full, or no answer came in time
  public AmiReply send(AmiAction action) {
    return keeper.link().send(action);
  }

  /// Sends and waits for the whole list. An empty list is empty, whichever way Asterisk says so.
  ///
  /// @throws AmiRefusedException if Asterisk answers with an error that does not mean "empty"
  /// @throws AmiUnavailableException as [#send]; also if the list arrived incomplete
  public List<AmiMessage> list(AmiAction action, AmiList rule) {
    return keeper.link().list(action, rule);
  }

  public AmiStatus status() {
    return keeper.status();
  }

  /// Ends the link and every thread, promptly. Waiting callers get an [AmiUnavailableException];
  /// the listener is interrupted and gets no further call.
  @Override
  public void close() {
    keeper.close();
    feed.close();
  }
}
