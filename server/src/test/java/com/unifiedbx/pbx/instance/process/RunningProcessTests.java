package com.unifiedbx.pbx.instance.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunningProcessTests {

  /// The JVM counts from a moment after its process began; a whole second is what the kernel's
  /// moment of the boot is off by.
  @Test
  void aProcessKnowsItsAgeMoreExactlyThanTheJdk() {
    var before = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    var age = RunningProcess.ownAge();

    assertThat(age).isGreaterThanOrEqualTo(before.minusMillis(20));
    assertThat(age.minus(before)).isLessThan(Duration.ofSeconds(30));
  }
}
