/// The way into the console: name and password, what slows down those who guess them, the change of
/// a first password, and the way out.
@NullMarked
package com.unifiedbx.pbx.admin.signin;

import org.jspecify.annotations.NullMarked;
