package com.unifiedbx.pbx.voicemail;

import com.unifiedbx.pbx.kernel.Audited;
import org.jspecify.annotations.Nullable;

/// What someone did to a message or a greeting, for the audit log.
record VoicemailAudited(
    String operation, String object, @Nullable Object before, @Nullable Object after)
    implements Audited {}
