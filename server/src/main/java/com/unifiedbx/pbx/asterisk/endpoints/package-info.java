/// What Asterisk knows of phones: who is registered from where, what a device is doing, and how
/// many messages wait. For rooms that show or tell the state of an extension.
@NamedInterface("endpoints")
@NullMarked
package com.unifiedbx.pbx.asterisk.endpoints;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
