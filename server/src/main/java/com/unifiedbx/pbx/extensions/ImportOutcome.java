package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Secret;

/// What became of a line of an import.
public sealed interface ImportOutcome {

  /// An extension was made; the secret is shown only now.
  record Added(Extension extension, Secret secret) implements ImportOutcome {}

  /// One was changed; its secret too, perhaps.
  record Updated(Extension before, Extension after) implements ImportOutcome {}

  /// It was so already.
  record Unchanged(Extension extension) implements ImportOutcome {}

  /// The line can't be taken.
  record Refused(Refusal refusal) implements ImportOutcome {}
}
