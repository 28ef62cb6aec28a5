package com.unifiedbx.pbx.demo;

import com.unifiedbx.pbx.routing.Trunk;
import com.unifiedbx.pbx.routing.Trunks;

/// The trunk to the demo's carrier.
final class DemoCarrier {

  private static final String NAME = "carrier";

  private final Trunks trunks;

  DemoCarrier(Trunks trunks) {
    this.trunks = trunks;
  }

  /// Sees to it that the trunk leads to the demo's carrier. Returns what the user should know, else
  /// nothing.
  String settle(DemoPlace place) {
    var wanted = new Trunk(NAME, DemoPlace.CARRIER, place.carrierPort());
    var known = trunks.find(NAME);
    if (known != null && !known.host().equals(DemoPlace.CARRIER)) {
      return "The trunk carrier leads to "
          + known.host()
          + " and is not the demo's: it stays as it is, and 12075551234 is called over it.";
    }
    if (!wanted.equals(known)) {
      if (known != null) {
        trunks.remove(NAME);
      }
      trunks.add(wanted);
    }
    var first = trunks.list().getFirst();
    return first.name().equals(NAME)
        ? ""
        : "Outside calls take the trunk "
            + first.name()
            + ", which is older than the demo's: 12075551234 is called over it.";
  }
}
