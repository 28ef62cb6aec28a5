package com.unifiedbx.pbx.access;

import org.jspecify.annotations.Nullable;

/// Finds objects by their global ids (`node(id:)` of GraphQL). Each room offers one for its types.
/// Threads: any.
public interface NodeSource {

  /// The type of the schema, which the id begins with: `extension`.
  String type();

  /// What a caller needs to read such an object; checked by who asks, before [#find].
  Scope scope();

  /// The object, as the fields of its type read it, or null when there is none.
  ///
  /// @param id without the type: `1001`
  /// @throws com.unifiedbx.pbx.kernel.RefusedException when it lies outside of the caller's fence
  @Nullable Object find(String id);
}
