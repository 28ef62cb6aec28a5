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

  /// Whether the leg that asks in a consultation goes on by itself, for who was asked is not there.
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
    askedInVain = false;
    course.mark(at, course.call().marks().consultation(now));
  }

  /// The dialplan gives music to the leg that asks as soon as it has nobody to talk to. Not before,
  /// while the dial is still being undone, can Asterisk join it to another.
  void served(String uniqueid) {
    var under = consultation();
    askedInVain = askedInVain || (under != null && under.asking().equals(uniqueid));
  }

  void gone(Instant at, String uniqueid) {
    var under = consultation();
    if (under != null && under.waiting().equals(uniqueid)) {
      consult(at, null);
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
