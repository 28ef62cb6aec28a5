package com.unifiedbx.pbx.extensions;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Secret;

/// What became of an extension that was wanted.
public sealed interface AddOutcome {

  /// It is there; the secret is shown only now.
  record Added(Extension extension, Secret secret) implements AddOutcome {}

  /// It is not.
  record Refused(Refusal refusal) implements AddOutcome {}
}
