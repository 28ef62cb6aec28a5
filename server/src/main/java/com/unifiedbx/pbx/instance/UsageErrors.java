package com.unifiedbx.pbx.instance;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns a command line that can't be understood into one sentence on standard error, with the
/// command that lists what there is, and exit code 2.
public final class UsageErrors implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    var line = wrong.getCommandLine();
    var said = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("").strip();
    line.getErr()
        .println(
            (said.endsWith(".") ? said.substring(0, said.length() - 1) : said)
                + suggestion(wrong)
                + "; `"
                + line.getCommandSpec().qualifiedName()
                + " --help` lists what there is.");
    return CommandLine.ExitCode.USAGE;
  }

  private static String suggestion(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      var close = unmatched.getSuggestions();
      return close.isEmpty() ? "" : " (did you mean " + close.getFirst() + "?)";
    }
    return "";
  }
}
