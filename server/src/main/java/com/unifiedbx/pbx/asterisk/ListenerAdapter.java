package com.unifiedbx.pbx.asterisk;

import com.unifiedbx.ami.AmiListener;
import com.unifiedbx.ami.AmiMessage;
import java.time.InstantSource;

/// Brings raw events to an [AsteriskListener].
final class ListenerAdapter implements AmiListener {

  private final AsteriskListener listener;
  private final EventParser parser = new EventParser(InstantSource.system());

  ListenerAdapter(AsteriskListener listener) {
    this.listener = listener;
  }

  @Override
  public void onUp(AmiMessage fullyBooted) {
    listener.resynchronise();
  }

  @Override
  public void onEvent(AmiMessage event) {
    var parsed = parser.parse(event);
    if (parsed != null) {
      listener.onEvent(parsed);
    }
  }

  @Override
  public void onDown(String reason) {
    listener.linkLost(reason);
  }

  @Override
  public void onOverflow() {
    listener.resynchronise();
  }
}
