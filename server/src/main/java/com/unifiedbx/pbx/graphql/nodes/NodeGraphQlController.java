package com.unifiedbx.pbx.graphql.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.access.NodeSource;
import graphql.execution.DataFetcherResult;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/// `node(id:)`. It needs the scope of what the id names, and an id that names nothing is null, as
/// Relay has it.
@Controller
class NodeGraphQlController {

  private final List<NodeSource> sources;

  NodeGraphQlController(ObjectProvider<NodeSource> sources) {
    this.sources = sources.stream().toList();
  }

  /// An id taken apart.
  private record GlobalId(String type, String id) {

    /// Base64 of `type:id`. FreePBX's inbound routes have plain ones, which hold a slash; base64 of
    /// a type never does so early.
    static @Nullable GlobalId parse(String text) {
      if (text.matches("[^/]{0,40}/[^/]{0,40}")) {
        return new GlobalId("did", text);
      }
      try {
        var parts = new String(Base64.getDecoder().decode(text), UTF_8).split(":", 2);
        return parts.length == 2 ? new GlobalId(parts[0], parts[1]) : null;
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
  }

  @QueryMapping
  DataFetcherResult<Object> node(@Argument String id) {
    var named = GlobalId.parse(id);
    var result = DataFetcherResult.newResult();
    for (var source : sources) {
      if (named != null && named.type.equals(source.type())) {
        Caller.current().demand(source.scope());
        return result.data(source.find(named.id)).localContext(source.type()).build();
      }
    }
    return result.build();
  }
}
