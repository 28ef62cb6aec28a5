package com.unifiedbx.pbx.extensions.freepbx;

import com.unifiedbx.pbx.extensions.AddOutcome;
import com.unifiedbx.pbx.extensions.Extension;
import java.util.List;

/// Outcomes as GraphQL answers them.
final class Answers {

  private Answers() {}

  /// The one that was added, or its refusal thrown.
  static Extension one(List<AddOutcome> outcomes) {
    return switch (outcomes.getFirst()) {
      case AddOutcome.Added(var extension, _) -> extension;
      case AddOutcome.Refused(var refusal) -> throw refusal.asException();
    };
  }
}
