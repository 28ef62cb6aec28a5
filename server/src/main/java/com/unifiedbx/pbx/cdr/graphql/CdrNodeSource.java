package com.unifiedbx.pbx.cdr.graphql;

import com.unifiedbx.pbx.access.NodeSource;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.cdr.Cdrs;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Call records by global id; their times are UTC.
@Component
class CdrNodeSource implements NodeSource {

  private final Cdrs cdrs;

  CdrNodeSource(Cdrs cdrs) {
    this.cdrs = cdrs;
  }

  @Override
  public String type() {
    return "cdr";
  }

  @Override
  public Scope scope() {
    return Scope.CDR_READ;
  }

  @Override
  public @Nullable Object find(String id) {
    var found = cdrs.findByUniqueid(id);
    return found == null ? null : new CdrNodes.Node(found, ZoneOffset.UTC, null, null);
  }
}
