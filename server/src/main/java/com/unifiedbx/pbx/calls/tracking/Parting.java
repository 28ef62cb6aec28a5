package com.unifiedbx.pbx.calls.tracking;

import com.unifiedbx.pbx.calls.CallMarks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Legs of one call that this API has parted, on hold or for a consultation: while they are, one's
/// end does not end the other in Asterisk. Guarded by the call's lock.
final class Parting {

  private final Legs legs;
  private final Course course;

  /// Whether the two sides are parted for as long as the call is on hold.
  private boolean parted;

  /// The leg that is asked in a consultation, and whether it is gone, answered or not.
  private @Nullable String asked;

  private boolean askedInVain;

  Parting(Legs legs, Course course) {
    this.legs = legs;
    this.course = course;
  }

  private CallMarks.@Nullable Consultation consultation() {
    return course.call().marks().consultation();
  }

  void hold(Instant at, boolean now) {
    parted = now;
    course.hold(at, now);
  }

  /// A consultation begins, or is over.
  void consult(Instant at, CallMarks.@Nullable Consultation now) {
    asked = null;
    askedInVain = false;
    course.mark(at, course.call().marks().consultation(now));
  }

  void dialled(@Nullable String caller, String uniqueid) {
    var under = consultation();
    if (under != null && under.asking().equals(caller)) {
      asked = uniqueid;
    }
  }

  void notReached(String uniqueid) {
    askedInVain = askedInVain || uniqueid.equals(asked);
  }

  void gone(Instant at, String uniqueid) {
    var under = consultation();
    if (under != null && under.waiting().equals(uniqueid)) {
      consult(at, null);
    } else {
      notReached(uniqueid);
    }
  }

  /// Whether those who talked before a consultation are to be joined again.
  boolean isAskedInVain() {
    var under = consultation();
    return askedInVain
        && under != null
        && legs.find(under.asking()) != null
        && legs.find(under.waiting()) != null;
  }

  /// Whether a leg waits for one that left.
  boolean waitsInVain() {
    var under = consultation();
    return (parted && !legs.bothSidesStand())
        || (under != null && legs.find(under.asking()) == null);
  }
}
