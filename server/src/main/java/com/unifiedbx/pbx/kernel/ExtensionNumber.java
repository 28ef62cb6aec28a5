package com.unifiedbx.pbx.kernel;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The number of an extension as it is dialled: 2 to 8 digits, the first not 0.
///
/// Shorter numbers collide with feature codes, longer ones with the outside world; a leading 0 is
/// an outside line.
public record ExtensionNumber(String digits) implements Comparable<ExtensionNumber> {

  private static final Pattern SHAPE = Pattern.compile("[1-9][0-9]{1,7}");

  public ExtensionNumber {
    if (!SHAPE.matcher(digits).matches()) {
      throw Refusal.badValue(
              "extension", "An extension number has 2 to 8 digits and does not begin with 0.")
          .asException();
    }
  }

  /// The number in `text`, or null when `text` can't be one (and so can't be that of any
  /// extension).
  public static @Nullable ExtensionNumber parse(@Nullable String text) {
    return text != null && SHAPE.matcher(text).matches() ? new ExtensionNumber(text) : null;
  }

  @Override
  public int compareTo(ExtensionNumber other) {
    return digits.compareTo(other.digits);
  }

  @Override
  public String toString() {
    return digits;
  }
}
