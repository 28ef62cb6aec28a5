package com.unifiedbx.pbx.groups;

import com.unifiedbx.pbx.access.NodeSource;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Ring groups by global id.
@Component
class RingGroupNodes implements NodeSource {

  private final RingGroups groups;

  RingGroupNodes(RingGroups groups) {
    this.groups = groups;
  }

  @Override
  public String type() {
    return "ringgroup";
  }

  @Override
  public Scope scope() {
    return Scope.ROUTE_READ;
  }

  @Override
  public @Nullable Object find(String id) {
    var number = ExtensionNumber.parse(id);
    var found = number == null ? null : groups.find(number);
    return found == null ? null : RingGroupGraphQlController.node(found, null);
  }
}
