/// The command `app`: applications by the command line.
@NamedInterface("command")
@NullMarked
package com.unifiedbx.pbx.applications.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
