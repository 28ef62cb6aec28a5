package com.unifiedbx.pbx.asterisk;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// An exchange made of lists: what a test puts in is there, what is sent to it is kept.
///
/// Valid by default: 1001 (Alice) and 1002 are registered, and both are in the dialplan.
public final class FakeAsterisk implements Asterisk {

  public final List<OriginateCommand> originated = new CopyOnWriteArrayList<>();
  public final List<String> hungUp = new CopyOnWriteArrayList<>();
  public final Map<String, Duration> limited = new HashMap<>();
  public final List<LiveChannel> channels = new CopyOnWriteArrayList<>();
  public final List<AsteriskListener> listeners = new CopyOnWriteArrayList<>();
  public final Map<String, Reachability> endpoints = new HashMap<>();
  public final Set<String> dialplan = new HashSet<>();
  public volatile OriginateReply reply = new OriginateReply.Accepted();
  public volatile boolean up = true;
  public volatile Runnable onHangUp = () -> {};

  public FakeAsterisk() {
    register("1001", "PJSIP/1001/sip:1001@127.0.0.1:5061");
    register("1002", "PJSIP/1002/sip:1002@127.0.0.1:5062");
    dialplan.addAll(
        Set.of("from-internal,1001,1", "from-internal,1002,1", "from-internal,12075551234,1"));
  }

  public void register(String endpoint, String... contacts) {
    endpoints.put(
        endpoint,
        contacts.length == 0
            ? new Reachability.Unregistered()
            : new Reachability.Reachable(List.of(contacts)));
  }

  public void tell(ChannelEvent event) {
    listeners.forEach(listener -> listener.onEvent(event));
  }

  @Override
  public void listen(AsteriskListener listener) {
    listeners.add(listener);
  }

  @Override
  public AsteriskStatus status() {
    return new AsteriskStatus(up, "22.10.1", Instant.EPOCH, up ? null : "away", null, 0, 0);
  }

  @Override
  public OriginateReply originate(OriginateCommand command) {
    demandUp();
    originated.add(command);
    return reply;
  }

  private void demandUp() {
    if (!up) {
      throw AmiLink.unavailable();
    }
  }

  @Override
  public boolean hangUp(String channel, int cause) {
    demandUp();
    hungUp.add(channel);
    onHangUp.run();
    return true;
  }

  @Override
  public boolean limit(String channel, Duration remaining) {
    limited.put(channel, remaining);
    return true;
  }

  @Override
  public Reachability reachability(String endpoint) {
    demandUp();
    return endpoints.getOrDefault(endpoint, new Reachability.Unknown());
  }

  @Override
  public @Nullable String callerId(String endpoint) {
    return endpoint.equals("1001") ? "\"Alice\" <1001>" : null;
  }

  @Override
  public @Nullable String outboundTrunk() {
    return "trunk-carrier";
  }

  @Override
  public boolean isInDialplan(String context, String exten, int priority) {
    demandUp();
    return dialplan.contains(context + "," + exten + "," + priority);
  }

  @Override
  public List<LiveChannel> liveChannels() {
    demandUp();
    return List.copyOf(channels);
  }
}
