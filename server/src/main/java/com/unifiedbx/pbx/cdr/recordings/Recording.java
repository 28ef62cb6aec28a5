package com.unifiedbx.pbx.cdr.recordings;

/// What was recorded of a call.
///
/// @param url where to fetch it, with the scope `cdr:read`; a path of this server
/// @param format `wav`
/// @param duration whole seconds
/// @param size bytes
public record Recording(String url, String format, long duration, long size) {}
