package com.unifiedbx.pbx.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.applications.Allowlist;
import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.applications.NewApplication;
import com.unifiedbx.pbx.demo.Demo.Person;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.instance.DataDirectory;
import com.unifiedbx.pbx.instance.Options;
import com.unifiedbx.pbx.routing.Trunk;
import com.unifiedbx.pbx.routing.Trunks;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the demonstration does to the data of an instance, and what it leaves alone.
class DemoTests {

  private static final DemoPlace PLACE =
      new DemoPlace(
          5060,
          5061,
          "127.0.0.1",
          new Options.Network("127.0.0.1", 8443, 5060, 10_000, 10_999, 5038));

  private final TestServer server = TestServer.shared();
  private final Extensions extensions = server.bean(Extensions.class);
  private final Trunks trunks = server.bean(Trunks.class);
  private final Applications applications = server.bean(Applications.class);
  private final DemoExtensions demo;

  DemoTests(@TempDir Path directory) {
    demo = new DemoExtensions(extensions, DataDirectory.open(directory));
  }

  @AfterEach
  void removeAll() {
    for (var person : Person.values()) {
      if (extensions.find(person.number()) != null) {
        extensions.delete(person.number());
      }
    }
    trunks.list().forEach(trunk -> trunks.remove(trunk.name()));
  }

  @Test
  void aPhoneSignsInWithTheDigestOfASecretThatIsNewEachTime() {
    var first = demo.renew(Person.ALICE);
    var second = demo.renew(Person.ALICE);
    assertThat(second).isNotNull().isNotEqualTo(first).isEqualTo(storedDigest(Person.ALICE));
    assertThat(extensions.get(Person.ALICE.number()).name()).isEqualTo("Alice Anderson");
  }

  @Test
  void anExtensionOfTheUsersIsLeftAlone(@TempDir Path elsewhere) {
    new DemoExtensions(extensions, DataDirectory.open(elsewhere)).renew(Person.BOB);
    var before = storedDigest(Person.BOB);
    assertThat(demo.renew(Person.BOB)).isNull();
    assertThat(storedDigest(Person.BOB)).isEqualTo(before);
  }

  @Test
  void anExtensionThatTheUserMadeAnewIsTheUsers(@TempDir Path elsewhere) {
    demo.renew(Person.BOB);
    extensions.delete(Person.BOB.number());
    new DemoExtensions(extensions, DataDirectory.open(elsewhere)).renew(Person.BOB);
    assertThat(demo.renew(Person.BOB)).isNull();
  }

  @Test
  void theCarrierFollowsTheDemosPort() {
    var carrier = new DemoCarrier(trunks);
    assertThat(carrier.settle(PLACE)).isEmpty();
    var moved = new DemoPlace(5060, 5999, "127.0.0.1", PLACE.network());
    assertThat(carrier.settle(moved)).isEmpty();
    assertThat(trunks.list()).containsExactly(new Trunk("carrier", "127.0.0.3", 5999));
  }

  @Test
  void aCarrierOfTheUsersIsLeftAloneAndTheUserIsTold() {
    var own = new Trunk("carrier", "192.0.2.1", 5060);
    trunks.add(own);
    assertThat(new DemoCarrier(trunks).settle(PLACE)).contains("192.0.2.1").contains("12075551234");
    assertThat(trunks.list()).containsExactly(own);
  }

  @Test
  void anOlderTrunkTakesTheCallsAndTheUserIsTold() {
    trunks.add(new Trunk("provider", "192.0.2.1", 5060));
    assertThat(new DemoCarrier(trunks).settle(PLACE)).contains("provider");
  }

  @Test
  void theApplicationIsMadeAnewAndAnotherOfThatNameStays() {
    var demoApplication = new DemoApplication(applications);
    var first = demoApplication.renew("127.0.0.1");
    assertThat(first.application().name()).isEqualTo("demo");
    var second = demoApplication.renew("127.0.0.1");
    assertThat(applications.find(first.application().id())).isNull();
    applications.delete(second.application().id());

    var own =
        applications.create(
            new NewApplication(
                "demo", "mine", List.of("call:read"), Allowlist.parse(List.of("::1")), null));
    var third = demoApplication.renew("0.0.0.0");
    assertThat(third.application().name()).isNotEqualTo("demo");
    assertThat(applications.find(own.application().id())).isNotNull();
    assertThat(third.application().allows("127.0.0.1")).isTrue();
    assertThat(third.application().allows("192.0.2.1")).isFalse();
    applications.delete(own.application().id());
    applications.delete(third.application().id());
  }

  @Test
  void theCommandsArePastedAsTheyAre() {
    var made = new DemoApplication(applications).renew("127.0.0.1");
    var trust = "--cacert " + DemoCommands.quoted("/tmp/it's here/cert.pem");
    var text =
        String.join(
            "\n", new DemoCommands("https://127.0.0.1:8443", trust, made, "ubxt_x").lines());
    assertThat(text)
        .contains("curl --cacert '/tmp/it'\\''s here/cert.pem' -X POST https://127.0.0.1:8443/")
        .contains("-d \"client_secret=" + made.secret().value() + "\"")
        .contains("-H \"Authorization: Bearer ubxt_x\"")
        .doesNotContain("URL", "TRUST", "TOKEN", "SECRET", "CLIENT");
    applications.delete(made.application().id());
  }

  private String storedDigest(Person person) {
    return JdbcClient.create(server.database().dataSource())
        .sql("select digest_md5 from pbx.extension where number = ?")
        .param(person.number().digits())
        .query(String.class)
        .single();
  }
}
