/// A client for the Asterisk Manager Interface, on virtual threads and nothing but the JDK.
@NullMarked
package com.unifiedbx.ami;

import org.jspecify.annotations.NullMarked;
