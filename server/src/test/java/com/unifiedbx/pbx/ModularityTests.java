package com.unifiedbx.pbx;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/// The walls between the rooms hold: each uses only what its package-info allows, and there is no
/// cycle.
class ModularityTests {

  private final ApplicationModules rooms = ApplicationModules.of(PbxApi.class);

  @Test
  void roomsUseOnlyWhatTheyMay() {
    rooms.verify();
  }
}
