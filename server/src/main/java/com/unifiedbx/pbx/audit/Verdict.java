package com.unifiedbx.pbx.audit;

import java.util.List;

/// What a check of the chain found.
///
/// @param rows how many there are
/// @param head number and hash of the newest row: written down elsewhere, it proves later that
///   nothing before it was changed or cut off
/// @param problems in the order of the chain, at most [#MOST]; empty when the chain is whole
public record Verdict(long rows, String head, List<Problem> problems) {

  /// Enough to see what happened.
  static final int MOST = 20;

  /// @param row the number of the first row that it concerns
  public record Problem(long row, String what) {}

  public Verdict {
    problems = List.copyOf(problems);
  }

  public boolean isWhole() {
    return problems.isEmpty();
  }
}
