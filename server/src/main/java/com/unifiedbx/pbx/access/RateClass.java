package com.unifiedbx.pbx.access;

import com.unifiedbx.pbx.kernel.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How many requests an application may send: so many each second in the long run, and `burst` at
/// once after a pause. No rate class (null, where one could stand) means no limit.
public record RateClass(int perSecond, int burst) {

  /// What an application has when nothing is said: generous for people, bearable for a PBX.
  public static final RateClass DEFAULT = new RateClass(50, 100);

  private static final int MOST = 100_000;
  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})/s");

  public RateClass {
    if (perSecond < 1 || perSecond > MOST || burst < perSecond || burst > MOST) {
      throw Refusal.badValue(
              "rateLimit",
              "A rate is 1 to %d requests a second, with a burst from that rate up to %d."
                  .formatted(MOST, MOST))
          .asException();
    }
  }

  /// Reads `20/s`, or `none`, which is null.
  ///
  /// @param burst how many at once; null for twice the rate
  public static @Nullable RateClass parse(String text, @Nullable Integer burst) {
    if (text.equals("none") && burst == null) {
      return null;
    }
    var matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw Refusal.badValue("rateLimit", "A rate limit is written 20/s, or none.").asException();
    }
    var rate = Integer.parseInt(matcher.group(1));
    return new RateClass(rate, burst == null ? Math.min(2 * rate, MOST) : burst);
  }

  @Override
  public String toString() {
    return perSecond + "/s";
  }
}
