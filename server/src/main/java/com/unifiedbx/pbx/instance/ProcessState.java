package com.unifiedbx.pbx.instance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How one of the instance's processes is.
///
/// @param since when it came into this state
/// @param why what was seen when it died, null while all is well
/// @param attempts how many starts it has taken so far to bring it back, the one to come included
public record ProcessState(
    String name,
    Phase phase,
    @Nullable Long pid,
    Instant since,
    @Nullable String why,
    int attempts) {

  /// RESTARTING from the moment a death is seen until the process answers again.
  public enum Phase {
    RUNNING,
    RESTARTING
  }

  public boolean isRunning() {
    return phase == Phase.RUNNING;
  }
}
