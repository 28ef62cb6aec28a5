package com.unifiedbx.ami;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;

/// Keeps what it hears, as words: `up`, `event Hangup`, `down`, `overflow`.
@NullMarked
class RecordingListener implements AmiListener {

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<AmiMessage> events = new CopyOnWriteArrayList<>();
  private final List<String> reasons = new CopyOnWriteArrayList<>();

  @Override
  public void onUp(AmiMessage fullyBooted) {
    heard.add("up");
  }

  @Override
  public void onEvent(AmiMessage event) {
    events.add(event);
    heard.add("event " + event.name());
  }

  @Override
  public void onDown(String reason) {
    reasons.add(reason);
    heard.add("down");
  }

  @Override
  public void onOverflow() {
    heard.add("overflow");
  }

  List<String> heard() {
    return heard;
  }

  List<AmiMessage> events() {
    return events;
  }

  List<String> reasons() {
    return reasons;
  }

  RecordingListener awaitHearing(String... words) {
    await().until(() -> heard.equals(List.of(words)));
    return this;
  }
}
