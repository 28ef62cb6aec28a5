package com.unifiedbx.pbx.system;

import com.unifiedbx.pbx.access.RequiresScope;
import com.unifiedbx.pbx.access.Scope;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/// FreePBX's advanced settings, by its names and messages.
@Controller
class AdvancedSettingGraphQlController {

  /// All at once: the pages of a list that never grows are not worth their cursors.
  record Connection(
      List<AdvancedSetting.Node> settings,
      List<Edge> edges,
      Map<String, Object> pageInfo,
      boolean status,
      String message) {}

  /// A setting and its place.
  record Edge(AdvancedSetting.Node node, String cursor) {}

  /// Input of `updateAdvanceSettings`.
  record Input(
      @Nullable AdvancedSetting keyword,
      @Nullable String value,
      @Nullable String clientMutationId) {}

  /// Answer of `updateAdvanceSettings`, which is never given: it is refused.
  record Payload(boolean status, String message, @Nullable String clientMutationId) {}

  @QueryMapping
  @RequiresScope(Scope.SYSTEM_READ)
  Connection fetchAllAdvanceSettings() {
    var all = Arrays.stream(AdvancedSetting.values()).map(AdvancedSetting::node).toList();
    return new Connection(
        all,
        all.stream().map(node -> new Edge(node, node.id())).toList(),
        Map.of(
            "hasNextPage",
            false,
            "hasPreviousPage",
            false,
            "startCursor",
            all.getFirst().id(),
            "endCursor",
            all.getLast().id()),
        true,
        "Setting's found successfully");
  }

  @QueryMapping
  @RequiresScope(Scope.SYSTEM_READ)
  AdvancedSetting.Node fetchAdvanceSetting(@Argument String keyword) {
    return Arrays.stream(AdvancedSetting.values())
        .filter(setting -> setting.name().equals(keyword))
        .map(AdvancedSetting::node)
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("Sorry, unable to find settings").asException());
  }

  /// Here for scripts that ask whether it is: none of the settings can be changed.
  @MutationMapping
  @RequiresScope(Scope.SYSTEM_WRITE)
  Payload updateAdvanceSettings(@Argument Input input) {
    throw Refusal.conflict("read_only", "Settings can not be updated. Permission denied")
        .onField("keyword")
        .asException();
  }
}
