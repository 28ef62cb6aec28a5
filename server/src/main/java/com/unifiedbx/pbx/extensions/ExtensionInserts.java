package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.ExtensionNumber;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import com.unifiedbx.pbx.kernel.NumberOwner;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Stores new extensions, one or a thousand alike, inside the caller's transaction.
@Component
class ExtensionInserts {

  /// How many numbers are looked at in one query.
  private static final int WINDOW = 10_000;

  private static final int MOST_LOOKS = 100;

  private final ExtensionRepository repository;
  private final ObjectProvider<NumberOwner> owners;

  ExtensionInserts(ExtensionRepository repository, ObjectProvider<NumberOwner> owners) {
    this.repository = repository;
    this.owners = owners;
  }

  /// One outcome for each, in the same order.
  List<AddOutcome> insert(List<WantedExtension> wanted) {
    repository.lockNumbers();
    var refused = refused(wanted);
    var secrets = new LinkedHashMap<String, SipSecret>();
    var rows = new ArrayList<Map<String, Object>>();
    for (var one : wanted) {
      if (!refused.containsKey(one)) {
        var number = one.made().number();
        var secret =
            one.secret() == null
                ? SipSecret.random()
                : SipSecret.chosen(one.secret(), number, "secret");
        var row = ExtensionRows.row(one.made());
        row.put("digest_md5", secret.md5(number));
        row.put("digest_sha256", secret.sha256(number));
        secrets.put(number.digits(), secret);
        rows.add(row);
      }
    }
    if (!rows.isEmpty()) {
      repository.insert(rows);
      saveBoxes(wanted.stream().filter(one -> !refused.containsKey(one)).toList());
    }
    var found = new HashMap<String, Extension>();
    repository.findAll(secrets.keySet()).forEach(one -> found.put(one.number().digits(), one));
    return wanted.stream().map(one -> outcome(one, refused.get(one), found, secrets)).toList();
  }

  private static AddOutcome outcome(
      WantedExtension one,
      @Nullable Refusal refusal,
      Map<String, Extension> found,
      Map<String, SipSecret> secrets) {
    var number = one.made().number().digits();
    return refusal != null
        ? new AddOutcome.Refused(refusal)
        : new AddOutcome.Added(
            Objects.requireNonNull(found.get(number)),
            Objects.requireNonNull(secrets.get(number)).secret());
  }

  /// Those that can't be, by identity: one number may be wanted twice.
  private Map<WantedExtension, Refusal> refused(List<WantedExtension> wanted) {
    var numbers = wanted.stream().map(one -> one.made().number().digits()).toList();
    var taken = new HashMap<String, String>();
    owners.forEach(owner -> taken.putAll(owner.ownersOf(numbers)));
    var refused = new java.util.IdentityHashMap<WantedExtension, Refusal>();
    for (var one : wanted) {
      var owner = taken.get(one.made().number().digits());
      if (owner != null) {
        refused.put(one, taken(one, owner));
      } else {
        taken.put(one.made().number().digits(), "extension " + one.made().number());
        demandGood(one, number -> isExtension(number, taken), refused);
      }
    }
    return refused;
  }

  /// Of this batch or before: what else is taken, such as an emergency number, may lead outside.
  private boolean isExtension(String number, Map<String, String> taken) {
    var parsed = ExtensionNumber.parse(number);
    return parsed != null
        && (("extension " + number).equals(taken.get(number)) || repository.find(parsed) != null);
  }

  private static void demandGood(
      WantedExtension one, KnownExtensions here, Map<WantedExtension, Refusal> refused) {
    try {
      one.made().settings().answering().demandInsideFence(Answering.DEFAULT, here);
      if (one.secret() != null) {
        SipSecret.chosen(one.secret(), one.made().number(), "secret");
      }
    } catch (com.unifiedbx.pbx.kernel.RefusedException e) {
      refused.put(one, e.refusal());
    }
  }

  /// FreePBX's words for an extension that is there; for other owners the answer names them.
  private static Refusal taken(WantedExtension one, String owner) {
    var message =
        owner.equals("extension " + one.made().number())
            ? "This device id is already in use"
            : one.made().number() + " is taken: it is the number of " + owner + ".";
    return Refusal.conflict("number_taken", message).onField("extension");
  }

  private void saveBoxes(List<WantedExtension> wanted) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (var one : wanted) {
      var box = one.made().settings().voicemail();
      if (box != null) {
        var number = one.made().number();
        rows.add(ExtensionRows.row(number, box, one.made().pin(), NewExtension.randomPin(number)));
      }
    }
    if (!rows.isEmpty()) {
      repository.saveBoxes(rows);
    }
  }

  boolean isTaken(String number) {
    return owners.stream().anyMatch(owner -> !owner.ownersOf(List.of(number)).isEmpty());
  }

  /// The first `count` numbers from `first` on, of as many digits, that nobody has; fewer when
  /// there are no more, or when they are too far apart to be found by looking.
  List<String> free(ExtensionNumber first, int count) {
    var last = Integer.parseInt("9".repeat(first.digits().length()));
    var free = new ArrayList<String>();
    var from = Integer.parseInt(first.digits());
    for (var look = 0; look < MOST_LOOKS && free.size() < count && from <= last; look++) {
      var end = Math.min(last, from + WINDOW - 1);
      var numbers =
          new ArrayList<>(repository.free(from, end, count).stream().map(String::valueOf).toList());
      var isFull = numbers.size() == count;
      from = isFull ? Integer.parseInt(numbers.getLast()) + 1 : end + 1;
      if (!numbers.isEmpty()) {
        owners.forEach(owner -> numbers.removeAll(owner.ownersOf(numbers).keySet()));
      }
      free.addAll(numbers.subList(0, Math.min(numbers.size(), count - free.size())));
    }
    return free;
  }
}
