package com.unifiedbx.pbx.audit;

import com.unifiedbx.pbx.audit.ChainHead.Place;
import com.unifiedbx.pbx.audit.Verdict.Problem;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// One walk along the chain. It goes on behind a break, since every row holds the hash that stood
/// before it: a changed row, a missing one and a forged one are told apart.
final class Verification {

  private final AuditRepository repository;
  private final ChainKey key;
  private final List<Place> known;
  private final List<Problem> problems = new ArrayList<>();
  private Place last = Place.NONE;
  private long rows;

  /// @param known places that must be on the chain
  Verification(AuditRepository repository, ChainKey key, List<Place> known) {
    this.repository = repository;
    this.key = key;
    this.known = known;
  }

  Verdict run() {
    repository.forEachInOrder(this::check);
    known.forEach(this::demandReached);
    var sorted = problems.stream().sorted(Comparator.comparingLong(Problem::row)).distinct();
    return new Verdict(rows, last.toString(), sorted.limit(Verdict.MOST).toList());
  }

  private void check(AuditRow row) {
    rows++;
    var next = last.seq() + 1;
    if (row.seq() > next) {
      problem(next, missing(next, row.seq() - 1));
    } else if (!MessageDigest.isEqual(row.previous(), last.hash())) {
      problem(row.seq(), "does not follow the row before it: one of the two was replaced");
    }
    if (!key.isGenuine(row)) {
      problem(row.seq(), "was changed, or was not written by this product");
    }
    for (var place : known) {
      if (place.seq() == row.seq() && !MessageDigest.isEqual(place.hash(), row.hash())) {
        problem(row.seq(), "is not the row that was written down");
      }
    }
    last = new Place(row.seq(), row.hash());
  }

  private void demandReached(Place place) {
    if (place.seq() > last.seq()) {
      problem(last.seq() + 1, missing(last.seq() + 1, place.seq()) + ": the end was cut off");
    }
  }

  private static String missing(long from, long to) {
    return from == to ? "is missing" : "to row " + to + " are missing";
  }

  private void problem(long row, String what) {
    // Those found first are kept; a log that is broken everywhere must not fill the memory.
    if (problems.size() < 10 * Verdict.MOST) {
      problems.add(new Problem(row, what));
    }
  }
}
