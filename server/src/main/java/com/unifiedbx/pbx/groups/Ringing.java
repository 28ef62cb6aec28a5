package com.unifiedbx.pbx.groups;

import com.unifiedbx.pbx.access.Caller;
import com.unifiedbx.pbx.kernel.Destination;
import com.unifiedbx.pbx.kernel.KnownExtensions;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How several numbers are rung for one call.
///
/// @param strategy `ringall` all at once; `hunt` one after the other; `memoryhunt` one, then two,
///   then three; `firstavailable` and `firstnotonphone` only the first that is free; with `-prim`
///   nobody when the first of them can't be rung
/// @param members extensions, or numbers of the outside world
/// @param seconds how long each is rung, 1 to 300
/// @param prefix put before the caller's name
/// @param confirm whether who answers has to press 1
/// @param destination where a call goes that nobody takes, or null
public record Ringing(
    String strategy,
    List<String> members,
    int seconds,
    String prefix,
    boolean confirm,
    @Nullable Destination destination) {

  private static final Set<String> STRATEGIES =
      Set.of(
          "ringall",
          "ringallv2",
          "hunt",
          "memoryhunt",
          "firstavailable",
          "firstnotonphone",
          "ringall-prim",
          "ringallv2-prim",
          "hunt-prim",
          "memoryhunt-prim");
  private static final Pattern MEMBER = Pattern.compile("[0-9*+]{1,32}#?");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9 :_.-]{0,20}");
  private static final int MOST = 100;

  public Ringing {
    if (!STRATEGIES.contains(strategy)) {
      throw Refusal.badValue(
              "strategy",
              "strategy is one of ringall, hunt, memoryhunt (each also with -prim), firstavailable,"
                  + " firstnotonphone.")
          .asException();
    }
    if (members.size() > MOST
        || !members.stream().allMatch(member -> MEMBER.matcher(member).matches())) {
      throw Refusal.badValue(
              "extensionList", "The list has at most 100 numbers, joined by hyphens: 1001-1002.")
          .asException();
    }
    if (seconds < 1 || seconds > 300) {
      throw Refusal.badValue("ringTime", "ringTime is between 1 and 300 seconds.").asException();
    }
    if (!PREFIX.matcher(prefix).matches()) {
      throw Refusal.badValue(
              "groupPrefix", "A prefix has at most 20 letters, digits, blanks, colons, dots.")
          .asException();
    }
    members = List.copyOf(members);
  }

  /// This, unless it would ring somebody, or hand calls on to somebody, outside of the caller's
  /// fence. What somebody else decided before may stay.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `outside_fence`
  Ringing insideFence(
      Ringing old, String membersField, String destinationField, KnownExtensions here) {
    var fence = Caller.current().fence();
    for (var member : members) {
      if (!old.members.contains(member)) {
        fence.demandDestination(membersField, member.replace("#", ""), here);
      }
    }
    if (!Objects.equals(destination, old.destination)) {
      fence.demandDestination(destinationField, destination, here);
    }
    return this;
  }

  /// The numbers in FreePBX's list: joined by hyphens, or one on each line.
  static List<String> members(String list) {
    return List.of(list.strip().split("[-\\s&,]+")).stream()
        .filter(member -> !member.isEmpty())
        .toList();
  }

  /// FreePBX's enum has no dashes.
  static String strategy(String name) {
    return name.endsWith("prim") && !name.endsWith("-prim")
        ? name.substring(0, name.length() - 4) + "-prim"
        : name;
  }

  String strategyName() {
    return strategy.replace("-", "");
  }

  String list() {
    return String.join("-", members);
  }
}
