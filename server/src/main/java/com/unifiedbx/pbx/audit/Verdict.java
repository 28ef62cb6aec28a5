package com.unifiedbx.pbx.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a check of the chain found.
///
/// @param rows how many there are
/// @param head number and hash of the newest row: written down elsewhere, it proves later that
///   nothing before it was changed or cut off
/// @param problems in the order of the chain, at most [#MOST]; empty when the chain is whole
/// @param warning what could not be checked, or null
public record Verdict(long rows, String head, List<Problem> problems, @Nullable String warning) {

  /// Enough to see what happened.
  static final int MOST = 20;

  /// @param row the number of the first row that it concerns
  public record Problem(long row, String what) {}

  Verdict(long rows, String head, List<Problem> problems) {
    this(rows, head, problems, null);
  }

  Verdict with(@Nullable String loss) {
    return rows == 0 ? this : new Verdict(rows, head, problems, loss);
  }

  public Verdict {
    problems = List.copyOf(problems);
  }

  public boolean isWhole() {
    return problems.isEmpty();
  }
}
