/// The people who keep the system: their names, roles and passwords.
@NullMarked
package com.unifiedbx.pbx.admin.users;

import org.jspecify.annotations.NullMarked;
