package com.unifiedbx.pbx.calls;

/// Whether an extension of that number exists, as the room that provisions them knows it.
///
/// Asked before dialling: the dialplan's patterns match numbers that nobody owns, and such a call
/// would ring the origin first and fail then. Without a bean of this type Asterisk's own view of
/// its endpoints is used.
public interface KnownExtensions {

  boolean isKnown(String number);
}
