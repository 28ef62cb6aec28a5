package com.unifiedbx.pbx.routing;

import com.unifiedbx.pbx.access.NodeSource;
import com.unifiedbx.pbx.access.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Inbound routes by global id.
@Component
class InboundRouteNodes implements NodeSource {

  private final InboundRoutes routes;

  InboundRouteNodes(InboundRoutes routes) {
    this.routes = routes;
  }

  @Override
  public String type() {
    return "did";
  }

  @Override
  public Scope scope() {
    return Scope.ROUTE_READ;
  }

  @Override
  public @Nullable Object find(String id) {
    var parts = InboundRouteGraphQlController.parts(id);
    var found = routes.find(parts[0], parts[1]);
    return found == null ? null : InboundRouteGraphQlController.node(found);
  }
}
