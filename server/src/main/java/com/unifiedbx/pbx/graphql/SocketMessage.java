package com.unifiedbx.pbx.graphql;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// A message of the protocol `graphql-transport-ws`, either way.
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record SocketMessage(@Nullable String id, @Nullable String type, @Nullable Object payload) {

  static SocketMessage of(String type) {
    return new SocketMessage(null, type, null);
  }
}
