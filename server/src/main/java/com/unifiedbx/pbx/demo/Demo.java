package com.unifiedbx.pbx.demo;

import com.unifiedbx.pbx.instance.Instance;
import com.unifiedbx.pbx.instance.InstanceException;
import com.unifiedbx.pbx.instance.StartStep;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// The demonstration from its first step to the commands that it ends with.
///
/// Run again it gives the phones and the application new secrets and leaves the rest as it is: what
/// the user did meanwhile stays. What has the demo's names but is not the demo's is left alone, and
/// the user is told.
final class Demo implements StartStep {

  /// The people behind the two phones.
  enum Person {
    ALICE("1001", "Alice Anderson"),
    BOB("1002", "Bob Brown");

    private final String digits;
    final String fullName;

    Person(String digits, String fullName) {
      this.digits = digits;
      this.fullName = fullName;
    }

    ExtensionNumber number() {
      return new ExtensionNumber(digits);
    }
  }

  private final Instance instance;
  private final DemoExtensions extensions;
  private final DemoCarrier carrier;
  private final DemoPhones phones;
  private final DemoApplication application;

  Demo(
      Instance instance,
      DemoExtensions extensions,
      DemoCarrier carrier,
      DemoPhones phones,
      DemoApplication application) {
    this.instance = instance;
    this.extensions = extensions;
    this.carrier = carrier;
    this.phones = phones;
    this.application = application;
  }

  @Override
  public void run(Consumer<String> progress) {
    var place = phones.clear();
    announce(carrier.settle(place));
    phones.start(place, digests());
    progress.accept(
        phones.awaitRegistered()
            ? "Demo: the phones are registered"
            : "Demo: the phones do not register, see " + phones.log());
    handOver();
  }

  /// Of the extensions that are the demo's, with a secret made now.
  private Map<Person, String> digests() {
    var digests = new EnumMap<Person, String>(Person.class);
    for (var person : Person.values()) {
      var digest = extensions.renew(person);
      if (digest != null) {
        digests.put(person, digest);
      } else {
        announce(
            "Extension "
                + person.number()
                + " exists and is not the demo's: it stays as it is, without a demo phone.");
      }
    }
    return digests;
  }

  private void handOver() {
    var made = application.renew(instance.options().network().bind());
    var id = made.application().id();
    var form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s"
            .formatted(id, made.secret().value());
    var answer = JsonMapper.shared().readTree(instance.post("/token", form));
    var token = answer.path("access_token").asString("");
    if (token.isEmpty()) {
      throw new InstanceException("The token endpoint gave the demo no token.");
    }
    new DemoCommands(instance.url(), trust(), made, token).lines().forEach(instance::confide);
  }

  /// The names in the user's own certificate need not include the address that curl is given here.
  private String trust() {
    return instance.options().tls() == null
        ? "--cacert " + DemoCommands.quoted(instance.certificate().toString())
        : "-k";
  }

  private void announce(String note) {
    if (!note.isEmpty()) {
      instance.announce("  Note      " + note);
    }
  }
}
