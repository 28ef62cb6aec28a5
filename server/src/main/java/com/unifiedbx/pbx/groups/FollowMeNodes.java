package com.unifiedbx.pbx.groups;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.NodeSource;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.ExtensionNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Follow-me by global id.
@Component
class FollowMeNodes implements NodeSource {

  private final FollowMes follows;

  FollowMeNodes(FollowMes follows) {
    this.follows = follows;
  }

  @Override
  public String type() {
    return "findmefollow";
  }

  @Override
  public Scope scope() {
    return Scope.EXTENSION_READ;
  }

  @Override
  public @Nullable Object find(String id) {
    var number = ExtensionNumber.parse(id);
    var found = number == null ? null : follows.find(number);
    if (found == null) {
      return null;
    }
    Caller.current().fence().demandExtension("id", id);
    return FollowMeGraphQlController.node(found);
  }
}
