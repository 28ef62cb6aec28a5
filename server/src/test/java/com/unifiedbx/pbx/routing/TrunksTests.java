package com.unifiedbx.pbx.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unifiedbx.pbx.TestServer;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class TrunksTests {

  private final TestServer server = TestServer.shared();
  private final Trunks trunks = server.bean(Trunks.class);
  private final JdbcClient jdbc = JdbcClient.create(server.database().dataSource());

  @AfterEach
  void removeAll() {
    trunks.list().forEach(trunk -> trunks.remove(trunk.name()));
  }

  @Test
  void aTrunkThatWasAddedIsFoundAndServesOutsideCalls() {
    var trunk = new Trunk("first", "127.0.0.9", 5090);
    trunks.add(trunk);
    trunks.add(new Trunk("second", "sip.example.org", 5060));
    assertThat(trunks.find("first")).isEqualTo(trunk);
    assertThat(trunks.list()).extracting(Trunk::name).containsExactly("first", "second");
    assertThat(outbound()).containsExactly("trunk-first");
  }

  @Test
  void theNextTrunkServesWhenTheOldestIsRemoved() {
    trunks.add(new Trunk("first", "127.0.0.9", 5090));
    trunks.add(new Trunk("second", "127.0.0.10", 5090));
    trunks.remove("first");
    assertThat(trunks.find("first")).isNull();
    assertThat(outbound()).containsExactly("trunk-second");
  }

  @Test
  void asteriskIsGivenAnIpv6HostInBrackets() {
    trunks.add(new Trunk("six", "2001:db8::1", 5060));
    var contact = jdbc.sql("select contact from ast.ps_aors where id = 'trunk-six'");
    assertThat(contact.query(String.class).list()).containsExactly("sip:[2001:db8::1]:5060");
  }

  @Test
  void aNameIsTakenOnceAndAnUnknownOneIsRefused() {
    trunks.add(new Trunk("first", "127.0.0.9", 5090));
    assertThatThrownBy(() -> trunks.add(new Trunk("first", "127.0.0.10", 5060)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("'first'");
    assertThatThrownBy(() -> trunks.remove("nowhere")).isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Carrier, 127.0.0.9, 5060, name",
    "carrier, 'a b', 5060, host",
    "carrier, 'a;b', 5060, host",
    "carrier, 127.0.0.9, 0, port"
  })
  void badValuesNameTheirField(String name, String host, int port, String field) {
    assertThatThrownBy(() -> new Trunk(name, host, port))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.refusal().field()).isEqualTo(field));
  }

  private List<@Nullable String> outbound() {
    return jdbc.sql("select endpoint from ast.outbound where route = 'default'")
        .query(String.class)
        .list();
  }
}
