package com.unifiedbx.pbx.admin.session;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.Scope;
import java.time.Instant;
import java.util.Set;

/// One browser's stay in the console.
///
/// @param id names it to people and in the audit log; opens nothing
/// @param user the name of who signed in
/// @param address from where it was opened
/// @param agent what the browser called itself
public record AdminSession(
    String id,
    String user,
    Role role,
    Stage stage,
    String address,
    String agent,
    Instant createdAt,
    Instant lastSeenAt) {

  /// Whom the rooms see: with the scopes of the role once signed in, with none before.
  ///
  /// @param from the address that this request came from
  public Caller caller(String from) {
    return Caller.administrator(
        user, id, stage == Stage.OPEN ? role.scopes() : Set.<Scope>of(), from);
  }
}
