package com.unifiedbx.pbx.admin.users;

import com.unifiedbx.pbx.admin.session.Role;
import com.unifiedbx.pbx.kernel.Secret;

/// Somebody who may sign in to the console.
///
/// @param passwordHash in the form of [Passwords]
/// @param enabled whether the right password lets in
/// @param mustChange whether the password was made by the product, for one use
public record AdminUser(
    String name, Role role, Secret passwordHash, boolean enabled, boolean mustChange) {}
