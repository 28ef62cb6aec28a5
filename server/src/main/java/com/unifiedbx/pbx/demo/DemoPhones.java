package com.unifiedbx.pbx.demo;

import com.unifiedbx.pbx.asterisk.realtime.Realtime;
import com.unifiedbx.pbx.demo.Demo.Person;
import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.Instance;
import com.unifiedbx.pbx.instance.asterisk.AsteriskPrograms;
import com.unifiedbx.pbx.instance.asterisk.AsteriskServer;
import com.unifiedbx.pbx.instance.asterisk.AsteriskSetup;
import com.unifiedbx.pbx.kernel.RefusedException;
import com.unifiedbx.pbx.kernel.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The phones and the carrier: a second Asterisk, which signs in at the first as its phones and
/// answers what it is called for. It is watched and ended with the instance.
final class DemoPhones {

  static final String NAME = "demo";

  /// Beyond it lies a whole round of Asterisk's signs of life, after which an unreachable phone
  /// would have been asked again.
  private static final Duration LIMIT = Duration.ofSeconds(35);

  /// Stands where a digest is wanted and none is used.
  private static final String NO_DIGEST = "0".repeat(32);

  private final Instance instance;
  private final Realtime realtime;
  private @Nullable AsteriskServer server;
  private Set<Person> people = Set.of();

  DemoPhones(Instance instance, Realtime realtime) {
    this.instance = instance;
    this.realtime = realtime;
  }

  /// Ends what an earlier life left, whose secrets are about to become wrong, and finds the place.
  DemoPlace clear() {
    instance.endLeftover(NAME);
    return DemoPlace.of(instance);
  }

  /// @param digests what the phones sign in with; a person without one has no phone
  void start(DemoPlace place, Map<Person, String> digests) {
    people = digests.keySet();
    // A registration of an earlier life would be waited for: Asterisk found nobody there, and looks
    // again only half a minute later, even when the phone registers anew meanwhile.
    people.forEach(person -> realtime.endpointRemoved(person.number().digits()));
    var directory = instance.directory();
    var made =
        new AsteriskServer(
            directory, setup(directory, place, digests), AsteriskPrograms.find(System.getenv()));
    server = made;
    instance.add(made);
  }

  static AsteriskSetup setup(
      DataDirectory directory, DemoPlace place, Map<Person, String> digests) {
    var account =
        new AsteriskSetup.Ami(DemoPlace.PHONES, place.network().amiPort(), NAME, Secret.random());
    var home = directory.root().resolve(NAME);
    return new AsteriskSetup(NAME, home, "asterisk/demo", account, values(place, digests));
  }

  private static Map<String, String> values(DemoPlace place, Map<Person, String> digests) {
    var values = new HashMap<String, String>();
    values.put("phones.bind", DemoPlace.PHONES + ":" + place.phonesPort());
    values.put("carrier.bind", DemoPlace.CARRIER + ":" + place.carrierPort());
    values.put("exchange.address", place.exchange());
    values.put("exchange.port", String.valueOf(place.network().sipPort()));
    values.put("rtp.first", String.valueOf(place.network().rtpFirst()));
    values.put("rtp.last", String.valueOf(place.network().rtpLast()));
    for (var person : Person.values()) {
      var name = person.name().toLowerCase(Locale.ROOT);
      var digest = digests.get(person);
      values.put(name + ".auth", digest == null ? "none" : "auth");
      values.put(name + ".registration", digest == null ? "none" : "registration");
      values.put(name + ".digest", digest == null ? NO_DIGEST : digest);
    }
    return values;
  }

  /// Waits until both sides say that every phone is registered; false when that takes too long.
  boolean awaitRegistered() {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      if (people.stream().allMatch(this::isRegistered) && haveSignedIn()) {
        return true;
      }
      LockSupport.parkNanos(50_000_000);
    }
    return false;
  }

  private boolean isRegistered(Person person) {
    try {
      return realtime.isRegistered(person.number().digits());
    } catch (RefusedException away) {
      return false; // The link to Asterisk is still on its way.
    }
  }

  /// A registration of an earlier life may still stand at the exchange, so the phones are asked,
  /// too.
  private boolean haveSignedIn() {
    var phones = server;
    if (phones == null) {
      return false;
    }
    var lines = phones.console("pjsip show registrations").lines();
    return lines.filter(line -> line.contains(" Registered")).count() >= people.size();
  }

  /// Where the demo's Asterisk writes what it did not like.
  Path log() {
    return instance.directory().root().resolve(NAME).resolve("log/messages.log");
  }
}
