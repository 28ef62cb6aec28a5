package com.unifiedbx.pbx.extensions.rest;

import com.unifiedbx.pbx.extensions.AddOutcome;
import com.unifiedbx.pbx.extensions.ExtensionBody;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.extensions.NewExtension;
import com.unifiedbx.pbx.extensions.WantedExtension;
import java.util.List;

/// What would be made, without making it.
final class DryRuns {

  private DryRuns() {}

  /// @throws com.unifiedbx.pbx.kernel.RefusedException as the real thing would
  static ExtensionBody added(Extensions extensions, NewExtension made) {
    var wanted = List.of(new WantedExtension(made, null));
    return switch (extensions.addAll(wanted, Extensions.Manner.DRY_RUN).getFirst()) {
      case AddOutcome.Added(var extension, _) -> ExtensionBody.of(extension, null);
      case AddOutcome.Refused(var refusal) -> throw refusal.asException();
    };
  }
}
