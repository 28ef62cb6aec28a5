package com.unifiedbx.pbx.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class UsageErrorsTests {

  @Command(name = "make")
  static final class Make implements Runnable {

    @Option(names = "--name", required = true)
    String name = "";

    @ArgGroup(multiplicity = "1", exclusive = true)
    From from = new From();

    static final class From {
      @Option(names = "--here")
      boolean here;

      @Option(names = "--there")
      boolean there;
    }

    @Override
    public void run() {}
  }

  @Test
  void missingOptionsAreNamed() {
    assertThat(said("--here")).isEqualTo("Missing: --name; `make --help` lists what there is.\n");
  }

  @Test
  void missingChoiceIsNamedAsAChoice() {
    assertThat(said("--name", "a"))
        .isEqualTo("Missing: --here or --there; `make --help` lists what there is.\n");
  }

  @Test
  void misspeltOptionIsToldWithTheOneThatIsClose() {
    assertThat(said("--name", "a", "--here", "--ther"))
        .contains("--ther")
        .endsWith("; `make --help` lists what there is.\n")
        .hasLineCount(1);
  }

  private static String said(String... arguments) {
    var printed = new StringWriter();
    var line = new CommandLine(new Make()).setParameterExceptionHandler(new UsageErrors());
    line.setErr(new PrintWriter(printed, true));
    assertThat(line.execute(arguments)).isEqualTo(2);
    return printed.toString();
  }
}
