package com.unifiedbx.pbx.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTests {

  private final StringWriter printed = new StringWriter();

  private int run(String... arguments) {
    var line = new CommandLine(new BenchCommand());
    line.setErr(new PrintWriter(printed, true)).setOut(new PrintWriter(printed, true));
    return line.execute(arguments);
  }

  @Test
  void unknownBenchmarkIsMisuseAndTheKnownOnesAreNamed() {
    assertThat(run("raed")).isEqualTo(2);
    assertThat(printed.toString())
        .isEqualToIgnoringNewLines(
            "There is no benchmark 'raed': there are read, token, cdr, events, provision, originate, start.");
  }

  @Test
  void oneFileForSeveralBenchmarksIsMisuse() {
    assertThat(run("--json", "all.json")).isEqualTo(2);
    assertThat(printed.toString()).contains("--json FILE needs the name of one benchmark.");
  }

  @Test
  void helpTellsWhatIsMeasured() {
    assertThat(run("--help")).isZero();
    assertThat(printed.toString()).contains("read ", "start ", "docs/performance.md");
  }
}
