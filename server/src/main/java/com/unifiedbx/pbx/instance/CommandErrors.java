package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.instance.options.BadOptionException;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// Turns a refusal into one sentence on standard error and an exit code: 2 for a value that can't
/// be used, 1 for anything else. Other exceptions are bugs and keep their stack trace.
public final class CommandErrors implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult result)
      throws Exception {
    if (failure instanceof InstanceException refusal) {
      line.getErr().println(refusal.getMessage());
      return refusal instanceof BadOptionException ? 2 : 1;
    }
    if (failure instanceof RefusedException refusal) {
      line.getErr().println(refusal.getMessage());
      return refusal.refusal().kind() == Refusal.Kind.BAD_VALUE ? 2 : 1;
    }
    throw failure;
  }
}
