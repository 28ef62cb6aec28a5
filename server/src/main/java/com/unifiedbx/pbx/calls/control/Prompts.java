package com.unifiedbx.pbx.calls.control;

import static com.unifiedbx.pbx.calls.control.Refusals.bad;
import static com.unifiedbx.pbx.calls.control.Refusals.conflict;
import static com.unifiedbx.pbx.calls.control.Refusals.demand;
import static com.unifiedbx.pbx.calls.control.Refusals.unseen;

import com.unifiedbx.pbx.asterisk.AsteriskListener;
import com.unifiedbx.pbx.asterisk.ChannelEvent;
import com.unifiedbx.pbx.asterisk.ChannelState;
import com.unifiedbx.pbx.asterisk.channels.Channels;
import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.calls.tracking.TrackedCall;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Plays sounds into calls that stand, over what is said there: a channel of the dialplan's own
/// whispers to a leg, or talks to both, until the sound is over or the leg is gone.
final class Prompts implements AsteriskListener {

  private static final String BOTH = "both";

  private final Channels channels;
  private final Tracking tracking;
  private final List<String> sounds;
  private final Map<String, CompletableFuture<Boolean>> begun = new ConcurrentHashMap<>();

  Prompts(Channels channels, Tracking tracking, PromptProperties properties) {
    this.channels = channels;
    this.tracking = tracking;
    this.sounds = List.copyOf(properties.sounds());
  }

  /// Returns when the sound begins.
  ///
  /// @param leg who hears it, or `both`
  Call play(TrackedCall call, @Nullable String sound, @Nullable String leg) {
    if (sound == null || !sounds.contains(sound)) {
      throw bad("sound", "sound is one of " + sounds + ".");
    }
    var both = BOTH.equals(leg);
    var target = CallControl.leg(call, leg == null || both ? CallControl.ORIGIN : leg);
    if (target.state() != ChannelState.UP) {
      throw conflict("not_connected", "That leg has not answered yet.");
    }
    var id = tracking.newId();
    var answer = new CompletableFuture<Boolean>();
    begun.put(id, answer);
    try {
      demand(channels.play(id, target, sound, both), "play the sound");
      await(answer);
    } finally {
      begun.remove(id);
    }
    return call.call();
  }

  private static void await(CompletableFuture<Boolean> begun) {
    try {
      if (begun.get(CallControl.SOON.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException never) {
      // Said below.
    }
    throw unseen("play the sound");
  }

  @Override
  public void onEvent(ChannelEvent event) {
    if (event instanceof ChannelEvent.Originated(var _, var id, var answered, var _)) {
      var waiting = begun.get(id);
      if (waiting != null) {
        waiting.complete(answered);
      }
    }
  }

  @Override
  public void resynchronise() {}

  @Override
  public void linkLost(String reason) {
    begun.values().forEach(waiting -> waiting.complete(false));
  }
}
