package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Set;

/// Which calls are recorded: `force`, `yes`, `dontcare`, `no` or `never`, for calls from and to the
/// outside world and the inside.
///
/// When two extensions talk, the stronger word counts (`force` and `never`, then `yes` and `no`);
/// of equal words that contradict, the one with the higher priority, else that of the called.
///
/// @param onDemand whether the user may record by a feature code
/// @param priority 0 to 20
public record RecordingPolicy(
    String inboundExternal,
    String outboundExternal,
    String inboundInternal,
    String outboundInternal,
    boolean onDemand,
    int priority) {

  private static final Set<String> WORDS = Set.of("force", "yes", "dontcare", "no", "never");

  // Below the constants that its check needs.
  static final RecordingPolicy DEFAULT =
      new RecordingPolicy("dontcare", "dontcare", "dontcare", "dontcare", false, 10);

  public RecordingPolicy {
    Phone.demandOne("recording.inboundExternal", inboundExternal, WORDS);
    Phone.demandOne("recording.outboundExternal", outboundExternal, WORDS);
    Phone.demandOne("recording.inboundInternal", inboundInternal, WORDS);
    Phone.demandOne("recording.outboundInternal", outboundInternal, WORDS);
    if (priority < 0 || priority > 20) {
      throw Refusal.badValue("recording.priority", "recording.priority is between 0 and 20.")
          .asException();
    }
  }
}
