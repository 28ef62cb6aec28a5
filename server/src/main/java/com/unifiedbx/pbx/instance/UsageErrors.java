package com.unifiedbx.pbx.instance;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns a command line that can't be understood into one sentence on standard error, with the
/// command that lists what there is, and exit code 2.
public final class UsageErrors implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    var line = wrong.getCommandLine();
    var said = sentence(wrong).lines().findFirst().orElse("").strip();
    line.getErr()
        .println(
            (said.endsWith(".") ? said.substring(0, said.length() - 1) : said)
                + suggestion(wrong)
                + "; `"
                + line.getCommandSpec().qualifiedName()
                + " --help` lists what there is.");
    return CommandLine.ExitCode.USAGE;
  }

  /// What picocli says, but for missing options: it prints the whole group that they are of.
  private static String sentence(ParameterException wrong) {
    var text = String.valueOf(wrong.getMessage());
    if (wrong instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      var names = missing.getMissing().stream().map(UsageErrors::name).distinct().toList();
      return "Missing: " + String.join(text.contains("one of these") ? " or " : ", ", names);
    }
    return text;
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String suggestion(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      var close = unmatched.getSuggestions();
      return close.isEmpty() ? "" : " (did you mean " + close.getFirst() + "?)";
    }
    return "";
  }
}
