package com.unifiedbx.pbx.calls.dialplan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedDialplanTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contacts",
        "ring",
        "forward",
        "to",
        "follow",
        "awayto",
        "recordinner",
        "pressed",
        "emergency",
        "TRUNK",
        "EXTERNAL",
        "_EXTERNAL",
        "__external",
        "FORWARDS",
        "CALL_ID",
        "__CALL_ID",
        "route",
        "DIALSTATUS",
        "GOSUB_RESULT",
        "TRANSFER_CONTEXT",
        "LIMIT_WARNING_FILE",
        "MIXMONITOR_EXEC"
      })
  void whatSteersTheDialplanIsReserved(String name) {
    assertThat(ShippedDialplan.reserves(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "CAMPAIGN", "crm_contact", "_ticket", "CUSTOMER_ID", "ORDER"})
  void namesOfIntegrationsAreFree(String name) {
    assertThat(ShippedDialplan.reserves(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"from-internal", "from-trunk", "internal-ext", "to-extension", "pbx-hold"})
  void contextsAreOurs(String context) {
    assertThat(ShippedDialplan.has(context)).isTrue();
    assertThat(ShippedDialplan.has(context + "-custom")).isFalse();
  }
}
