package com.unifiedbx.pbx.access;

import com.unifiedbx.pbx.kernel.Destination;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import com.unifiedbx.pbx.kernel.Refusal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The part of the PBX that an application may touch. Each member restricts by itself; an empty
/// list or null restricts nothing.
///
/// A room that acts for a caller asks `caller.fence()`: `demand…` before an action, `allows…` or
/// [#extensionsAsRegex] to leave out of a list what lies outside.
///
/// @param extensions patterns of extension numbers: digits, `X` for any digit, `*` at the end for
///   any rest (`1001`, `10XX`, `2*`)
/// @param destinations prefixes of the numbers that it may have dialled, as they are dialled;
///   extensions inside the fence may always be dialled, if they exist: a number that nobody has
///   here may lead outside, whatever pattern it fits
/// @param callsPerMinute calls, and further legs of calls, that it may have dialled within any 60
///   seconds
/// @param callsPerDay the same within any 24 hours
public record Fence(
    List<String> extensions,
    List<String> destinations,
    @Nullable Integer callsPerMinute,
    @Nullable Integer callsPerDay) {

  /// Restricts nothing.
  public static final Fence NONE = new Fence(List.of(), List.of(), null, null);

  private static final int MOST = 200;
  private static final Pattern EXTENSIONS = Pattern.compile("[0-9X]{1,20}\\*?");
  private static final Pattern DESTINATION = Pattern.compile("\\+?[0-9*#]{1,20}");

  /// Feature codes that act on the extension behind them: pick up its call, leave it a message.
  private static final Pattern OF_EXTENSION = Pattern.compile("\\*9?8([0-9]+)");

  public Fence {
    extensions = extensions.stream().map(text -> text.toUpperCase(Locale.ROOT)).toList();
    destinations = List.copyOf(destinations);
    demandAll(
        extensions,
        EXTENSIONS,
        "is no pattern of extensions: write 1001, 10XX (X is any digit) or 2* (any rest).");
    demandAll(destinations, DESTINATION, "is no beginning of a number: write 1207 or +44.");
    demandPositive("calls per minute", callsPerMinute);
    demandPositive("calls per day", callsPerDay);
  }

  public boolean allowsExtension(String number) {
    return extensions.isEmpty() || isListed(number);
  }

  /// Whether the number, as it is dialled, may be called.
  ///
  /// @param here asked when the number is none of the destinations
  public boolean allowsDestination(String number, KnownExtensions here) {
    var service = OF_EXTENSION.matcher(number);
    if (service.matches() && !allowsExtension(service.group(1))) {
      return false;
    }
    return destinations.isEmpty()
        || destinations.stream().anyMatch(number::startsWith)
        || (isListed(number) && here.isKnown(number));
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `outside_fence`, on `field`
  public void demandExtension(String field, String number) {
    if (!allowsExtension(number)) {
      throw outside(field, "The extension " + shortened(number));
    }
  }

  /// Demands that one of these is inside: of a call or its record, an end.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `outside_fence`, on `field`
  public void demandAny(String field, Collection<String> numbers) {
    if (!extensions.isEmpty() && numbers.stream().noneMatch(this::isListed)) {
      throw outside(field, "This");
    }
  }

  /// Demands it of what a route, a group or an extension hands calls on to.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `outside_fence`, on `field`
  public void demandDestination(
      String field, @Nullable Destination destination, KnownExtensions here) {
    switch (destination) {
      case Destination.ToExtension(var number) -> demandDestination(field, number.digits(), here);
      case Destination.ToVoicemail(var number) -> demandDestination(field, number.digits(), here);
      case Destination.ToRingGroup(var number) -> demandDestination(field, number, here);
      case Destination.ToNumber(var number) -> demandDestination(field, number, here);
      case Destination.HangUp _ -> {}
      case null -> {}
    }
  }

  /// @throws com.unifiedbx.pbx.kernel.RefusedException `outside_fence`, on `field`
  public void demandDestination(String field, String number, KnownExtensions here) {
    if (!allowsDestination(number, here)) {
      throw outside(field, "The number " + shortened(number));
    }
  }

  /// Refuses one more call when the application has originated as many as it may.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `fence_calls`, as a limit (429)
  public void demandCalls(long lastMinute, long lastDay) {
    if (callsPerDay != null && lastDay >= callsPerDay) {
      throw spent(callsPerDay + " calls a day", Duration.ofMinutes(10));
    }
    if (callsPerMinute != null && lastMinute >= callsPerMinute) {
      throw spent(callsPerMinute + " calls a minute", Duration.ofSeconds(10));
    }
  }

  /// Whether some numbers or extensions lie outside.
  public boolean limitsNumbers() {
    return !extensions.isEmpty() || !destinations.isEmpty();
  }

  /// Whether calls have to be counted for this caller at all.
  public boolean limitsCalls() {
    return callsPerMinute != null || callsPerDay != null;
  }

  /// A regular expression, for PostgreSQL's `~`, of the extensions inside; null when all are.
  public @Nullable String extensionsAsRegex() {
    if (extensions.isEmpty()) {
      return null;
    }
    return extensions.stream()
        .map(pattern -> pattern.replace("*", ".*").replace("X", "[0-9]"))
        .collect(Collectors.joining("|", "^(", ")$"));
  }

  private boolean isListed(String number) {
    return extensions.stream().anyMatch(pattern -> matches(pattern, number));
  }

  private static boolean matches(String pattern, String number) {
    var open = pattern.endsWith("*");
    var fixed = open ? pattern.length() - 1 : pattern.length();
    if (open ? number.length() < fixed : number.length() != fixed) {
      return false;
    }
    for (var i = 0; i < fixed; i++) {
      var wanted = pattern.charAt(i);
      var digit = number.charAt(i);
      if (wanted == 'X' ? digit < '0' || digit > '9' : digit != wanted) {
        return false;
      }
    }
    return true;
  }

  private static void demandAll(List<String> texts, Pattern shape, String problem) {
    if (texts.size() > MOST) {
      throw bad("A fence has at most " + MOST + " patterns of a kind.");
    }
    for (var text : texts) {
      if (!shape.matcher(text).matches()) {
        throw bad("'" + shortened(text) + "' " + problem);
      }
    }
  }

  private static void demandPositive(String what, @Nullable Integer number) {
    if (number != null && number < 1) {
      throw bad("The " + what + " of a fence are at least 1; leave them out for no limit.");
    }
  }

  private static RuntimeException bad(String message) {
    return Refusal.badValue("fence", message).asException();
  }

  private static RuntimeException outside(String field, String what) {
    return Refusal.of(
            Refusal.Kind.FORBIDDEN,
            "outside_fence",
            what + " lies outside of what this application may touch.")
        .onField(field)
        .asException();
  }

  private static RuntimeException spent(String limit, Duration retryAfter) {
    return new Refusal(
            Refusal.Kind.LIMITED,
            "fence_calls",
            "This application may originate " + limit + ", and has.",
            null,
            null,
            retryAfter)
        .asException();
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
