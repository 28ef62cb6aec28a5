package com.unifiedbx.pbx.extensions.rest;

import org.jspecify.annotations.Nullable;

/// The header `If-Match` (RFC 9110 §13.1.1) with one entity tag, as programs send it.
final class IfMatch {

  private IfMatch() {}

  /// The tag without its quotes, or null when any version will do. A weak tag counts as the strong
  /// one: proxies weaken tags when they compress.
  static @Nullable String tag(@Nullable String header) {
    if (header == null || header.isBlank() || header.strip().equals("*")) {
      return null;
    }
    var tag = header.strip();
    if (tag.startsWith("W/")) {
      tag = tag.substring(2);
    }
    return tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"")
        ? tag.substring(1, tag.length() - 1)
        : tag;
  }
}
