package com.unifiedbx.pbx.calls.store;

import com.unifiedbx.pbx.calls.Call;
import com.unifiedbx.pbx.kernel.Page;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// Where in the list of calls, newest first, a page ended; the cursor of the next.
public record Place(Instant at, String id) {

  /// Newest first, as all lists of calls are.
  public static final Comparator<Call> ORDER =
      Comparator.comparing((Call call) -> call.times().createdAt())
          .thenComparing(Call::id)
          .reversed();

  private static final Pattern CURSOR = Pattern.compile("([0-9]{1,15})~([!-}]{1,160})");

  public static Place of(Call call) {
    return new Place(call.times().createdAt(), call.id());
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException when no page ended there
  public static Place parse(String cursor) {
    var match = CURSOR.matcher(cursor);
    if (!match.matches()) {
      throw Refusal.badValue("cursor", "cursor is the nextCursor of the page before.")
          .asException();
    }
    return new Place(Instant.ofEpochMilli(Long.parseLong(match.group(1))), match.group(2));
  }

  /// Whether the call comes after this place.
  public boolean isBefore(Call call) {
    var order = at.compareTo(call.times().createdAt());
    return order > 0 || (order == 0 && id.compareTo(call.id()) > 0);
  }

  /// @param found one more than the limit, if there are so many
  public static Page<Call> page(List<Call> found, int limit, long total) {
    var more = found.size() > limit;
    var items = more ? found.subList(0, limit) : found;
    return new Page<>(items, more ? of(items.getLast()).text() : null, total);
  }

  public String text() {
    return at.toEpochMilli() + "~" + id;
  }
}
