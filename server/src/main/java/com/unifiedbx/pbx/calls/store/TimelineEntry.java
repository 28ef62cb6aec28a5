package com.unifiedbx.pbx.calls.store;

import java.time.Instant;
import java.util.Map;

/// One step in the life of a call.
///
/// @param type as in events: `call.ringing`
/// @param detail what else is known of it, such as the number that it was transferred to
public record TimelineEntry(String type, Instant time, Map<String, String> detail) {}
