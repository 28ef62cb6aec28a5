package com.unifiedbx.pbx.access;

import org.jspecify.annotations.Nullable;

/// On what terms an application calls, beside scopes and addresses.
///
/// @param freepbxErrors whether `/gql` and the token endpoint answer failures as FreePBX 16 does
/// @param fence the part of the PBX that it may touch
/// @param rate how many requests it may send, or null for any number
public record Terms(boolean freepbxErrors, Fence fence, @Nullable RateClass rate) {

  /// What holds when nothing is said.
  public static final Terms DEFAULT = new Terms(false, Fence.NONE, RateClass.DEFAULT);
}
