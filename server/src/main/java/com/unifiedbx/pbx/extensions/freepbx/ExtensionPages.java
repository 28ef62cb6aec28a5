package com.unifiedbx.pbx.extensions.freepbx;

import com.unifiedbx.pbx.extensions.Extension;
import com.unifiedbx.pbx.extensions.ExtensionQuery;
import com.unifiedbx.pbx.extensions.Extensions;
import com.unifiedbx.pbx.extensions.freepbx.ExtensionNodes.Connection;
import com.unifiedbx.pbx.extensions.freepbx.ExtensionNodes.Node;
import com.unifiedbx.pbx.extensions.freepbx.ExtensionNodes.PageEnds;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Pages of extensions as Relay asks for them: `first` and `after`, or `last` and `before`.
@Component
class ExtensionPages {

  /// FreePBX answers a list without `first` whole, and scripts rely on it. A list longer than this
  /// must be paged, and says so.
  private static final int WHOLE_LIST = 10_000;

  private final Extensions extensions;

  ExtensionPages(Extensions extensions) {
    this.extensions = extensions;
  }

  /// Relay's arguments.
  record Window(
      @Nullable String after,
      @Nullable Integer first,
      @Nullable String before,
      @Nullable Integer last) {}

  Connection page(ExtensionQuery query, Window window, @Nullable String message) {
    if (window.last != null || window.before != null) {
      return backwards(query, window, message);
    }
    var limit = window.first == null ? WHOLE_LIST : count("first", window.first);
    var found = extensions.listAfter(query, window.after, limit + 1);
    var more = found.size() > limit;
    if (more && window.first == null) {
      throw Refusal.badValue(
              "first",
              "There are more than " + WHOLE_LIST + " extensions: page with first and after.")
          .asException();
    }
    var shown = more ? found.subList(0, limit) : found;
    return connection(query, shown, new Ends(more, window.after != null), message);
  }

  private Connection backwards(ExtensionQuery query, Window window, @Nullable String message) {
    if (window.first != null || window.after != null) {
      throw Refusal.badValue("last", "Page with first and after, or with last and before.")
          .asException();
    }
    var limit = window.last == null ? WHOLE_LIST : count("last", window.last);
    var upwards = query.reversed();
    var before = window.before == null ? null : query.reversedCursor(window.before);
    var found = extensions.listAfter(upwards, before, limit + 1);
    var more = found.size() > limit;
    var shown = (more ? found.subList(0, limit) : found).reversed();
    return connection(query, List.copyOf(shown), new Ends(window.before != null, more), message);
  }

  private record Ends(boolean hasNext, boolean hasPrevious) {}

  private static Connection connection(
      ExtensionQuery query, List<Extension> shown, Ends ends, @Nullable String message) {
    return new Connection(
        shown.stream().map(extension -> new Node(extension, null, null)).toList(),
        new PageEnds(
            ends.hasNext,
            ends.hasPrevious,
            shown.isEmpty() ? null : query.cursor(shown.getFirst()),
            shown.isEmpty() ? null : query.cursor(shown.getLast())),
        query,
        true,
        message);
  }

  private static int count(String field, int asked) {
    if (asked < 1 || asked > WHOLE_LIST) {
      throw Refusal.badValue(field, field + " is between 1 and " + WHOLE_LIST + ".").asException();
    }
    return asked;
  }
}
