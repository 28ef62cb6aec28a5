package com.unifiedbx.pbx.kernel;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a call goes: the one type for routes, groups, and what happens when nobody answers.
///
/// Written `extension:1001`, `voicemail:1001`, `ringgroup:600`, `number:+12075551234`,
/// `hangup:busy`; FreePBX's spelling (`from-did-direct,1001,1`) is read too, and written by
/// [#freepbx].
public sealed interface Destination {

  /// The phones of an extension, with all that its settings say.
  record ToExtension(ExtensionNumber number) implements Destination {
    @Override
    public String text() {
      return "extension:" + number;
    }

    @Override
    public String freepbx() {
      return "from-did-direct," + number + ",1";
    }
  }

  /// The voicemail box of an extension.
  record ToVoicemail(ExtensionNumber number) implements Destination {
    @Override
    public String text() {
      return "voicemail:" + number;
    }

    @Override
    public String freepbx() {
      return "ext-local,vmu" + number + ",1";
    }
  }

  /// A ring group.
  record ToRingGroup(String number) implements Destination {
    @Override
    public String text() {
      return "ringgroup:" + number;
    }

    @Override
    public String freepbx() {
      return "ext-group," + number + ",1";
    }
  }

  /// A number as a phone here would dial it: of the outside world, or a feature code.
  record ToNumber(String number) implements Destination {
    @Override
    public String text() {
      return "number:" + number;
    }

    @Override
    public String freepbx() {
      return "from-internal," + number + ",1";
    }
  }

  /// The end of the call: `hangup`, `busy` or `congestion`.
  record HangUp(String how) implements Destination {
    @Override
    public String text() {
      return "hangup:" + how;
    }

    @Override
    public String freepbx() {
      return "app-blackhole," + how + ",1";
    }
  }

  Pattern OWN = Pattern.compile("([a-z]+)(?::([0-9A-Za-z*#+]{1,32}))?");
  Pattern FREEPBX = Pattern.compile("([a-z-]+),([0-9A-Za-z*#+]{1,32}),(?:[0-9]+|dest)");

  /// As it is stored, shown and given to the dialplan.
  String text();

  /// As FreePBX writes it.
  String freepbx();

  /// Reads either spelling; empty is null: no destination.
  ///
  /// @throws RefusedException when it is none, naming the field
  static @Nullable Destination parse(String field, String text) {
    if (text.isBlank()) {
      return null;
    }
    var own = OWN.matcher(text.strip());
    var found = own.matches() ? own(own.group(1), own.group(2)) : null;
    var freepbx = FREEPBX.matcher(text.strip());
    if (found == null && freepbx.matches()) {
      found = freepbx(freepbx.group(1), freepbx.group(2));
    }
    if (found == null) {
      throw Refusal.badValue(
              field,
              field
                  + " is no destination: write extension:1001, voicemail:1001, ringgroup:600,"
                  + " number:+12075551234 or hangup:busy.")
          .asException();
    }
    return found;
  }

  /// The text of it, empty for none.
  static String textOrEmpty(@Nullable Destination destination) {
    return destination == null ? "" : destination.text();
  }

  private static @Nullable Destination own(String kind, @Nullable String what) {
    return switch (kind) {
      case "extension" -> extension(what);
      case "voicemail" -> voicemail(what);
      case "ringgroup" ->
          what == null || !what.matches("[0-9]{1,8}") ? null : new ToRingGroup(what);
      case "number" -> what == null || !what.matches("[0-9*#+]{1,32}") ? null : new ToNumber(what);
      case "hangup" -> hangUp(what == null ? "hangup" : what);
      default -> null;
    };
  }

  private static @Nullable Destination freepbx(String context, String what) {
    return switch (context) {
      case "from-did-direct" -> extension(what);
      case "ext-local" -> what.startsWith("vm") ? voicemail(what.substring(3)) : extension(what);
      case "ext-group" -> own("ringgroup", what);
      case "from-internal" -> own("number", what);
      case "app-blackhole" -> hangUp(what);
      default -> null;
    };
  }

  private static @Nullable Destination extension(@Nullable String what) {
    var number = ExtensionNumber.parse(what);
    return number == null ? null : new ToExtension(number);
  }

  private static @Nullable Destination voicemail(@Nullable String what) {
    var number = ExtensionNumber.parse(what);
    return number == null ? null : new ToVoicemail(number);
  }

  private static @Nullable Destination hangUp(String how) {
    return how.equals("hangup") || how.equals("busy") || how.equals("congestion")
        ? new HangUp(how)
        : null;
  }
}
