package com.unifiedbx.pbx.asterisk;

import com.unifiedbx.ami.AmiAction;
import com.unifiedbx.ami.AmiClient;
import com.unifiedbx.ami.AmiList;
import com.unifiedbx.ami.AmiListener;
import com.unifiedbx.ami.AmiMessage;
import com.unifiedbx.ami.AmiReply;
import com.unifiedbx.ami.AmiStatus;
import com.unifiedbx.ami.AmiUnavailableException;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Owns the AMI client: opens it once every listener had the chance to register, closes it with the
/// context, and turns "away" into the refusal that all rooms understand.
@Component
class AmiLink implements SmartLifecycle {

  /// Started before the web server, after whatever restores state that events build on.
  static final int PHASE = 1000;

  private final AsteriskProperties properties;
  private final List<AmiListener> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable AmiClient client;

  AmiLink(AsteriskProperties properties) {
    this.properties = properties;
  }

  void listen(AmiListener listener) {
    listeners.add(listener);
  }

  AmiReply send(AmiAction action) {
    try {
      return sendOrThrow(action);
    } catch (AmiUnavailableException away) {
      throw unavailable();
    }
  }

  /// For senders that must know whether the action may have been carried out.
  AmiReply sendOrThrow(AmiAction action) {
    var open = client;
    if (open == null) {
      throw AmiUnavailableException.unsent("No link to Asterisk is configured.");
    }
    return open.send(action);
  }

  List<AmiMessage> list(AmiAction action, AmiList rule) {
    var open = client;
    if (open == null) {
      throw unavailable();
    }
    try {
      return open.list(action, rule);
    } catch (AmiUnavailableException away) {
      throw unavailable();
    }
  }

  @Nullable AmiStatus status() {
    var open = client;
    return open == null ? null : open.status();
  }

  static RuntimeException unavailable() {
    return Refusal.unavailable(
            "pbx_unavailable",
            "Asterisk is not reachable at the moment; try again shortly.",
            Duration.ofSeconds(5))
        .asException();
  }

  @Override
  public void start() {
    var secret = properties.secret();
    if (secret != null && client == null) {
      client = AmiClient.open(properties.settings(secret), new Fanout());
    }
  }

  @Override
  public void stop() {
    var open = client;
    client = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public boolean isRunning() {
    return client != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /// Hands everything to all listeners, in order of registration.
  private final class Fanout implements AmiListener {

    @Override
    public void onUp(AmiMessage fullyBooted) {
      listeners.forEach(listener -> listener.onUp(fullyBooted));
    }

    @Override
    public void onEvent(AmiMessage event) {
      listeners.forEach(listener -> listener.onEvent(event));
    }

    @Override
    public void onDown(String reason) {
      listeners.forEach(listener -> listener.onDown(reason));
    }

    @Override
    public void onOverflow() {
      listeners.forEach(AmiListener::onOverflow);
    }
  }
}
