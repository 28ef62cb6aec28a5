/// A client for the Asterisk Manager Interface, on virtual threads and nothing but the JDK.
///
/// Start at [com.unifiedbx.ami.AmiClient]: it keeps two sessions to one Asterisk, one for commands
/// and one for events, and brings them back when they are lost. Messages stay generic
/// ([com.unifiedbx.ami.AmiMessage]); what they mean is for the caller to know.
@NullMarked
package com.unifiedbx.ami;

import org.jspecify.annotations.NullMarked;
