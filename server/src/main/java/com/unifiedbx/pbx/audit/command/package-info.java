/// The command `audit`: the audit log by the command line.
@NamedInterface("command")
@NullMarked
package com.unifiedbx.pbx.audit.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
