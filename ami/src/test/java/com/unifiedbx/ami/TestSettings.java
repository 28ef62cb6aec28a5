package com.unifiedbx.ami;

import java.time.Duration;
import org.jspecify.annotations.NullMarked;

/// Patient enough for a busy machine, quick to reconnect.
@NullMarked
final class TestSettings {

  static final Duration LONG = Duration.ofSeconds(10);
  static final Duration SHORT = Duration.ofMillis(150);

  private TestSettings() {}

  static AmiSettings of(ScriptedAsterisk asterisk) {
    return AmiSettings.of(new AmiSettings.Login("127.0.0.1", asterisk.port(), "pbx", "s3cret"))
        .timeouts(new AmiSettings.Timeouts(LONG, LONG, LONG, LONG, LONG))
        .retry(new AmiSettings.Retry(Duration.ofMillis(5), Duration.ofMillis(50), LONG));
  }

  static AmiSettings replyingWithin(Duration reply, ScriptedAsterisk asterisk) {
    return of(asterisk).timeouts(new AmiSettings.Timeouts(LONG, reply, reply, LONG, LONG));
  }

  static AmiSettings pingingEvery(Duration ping, Duration reply, ScriptedAsterisk asterisk) {
    return of(asterisk).timeouts(new AmiSettings.Timeouts(LONG, reply, LONG, LONG, ping));
  }
}
