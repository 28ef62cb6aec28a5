/// What Asterisk tells of voicemail boxes, and what it has to be told: a door of its own for the
/// room that owns the messages.
@NamedInterface("mailboxes")
@NullMarked
package com.unifiedbx.pbx.asterisk.mailboxes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
