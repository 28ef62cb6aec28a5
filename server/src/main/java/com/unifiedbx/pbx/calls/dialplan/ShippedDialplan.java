package com.unifiedbx.pbx.calls.dialplan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What our own `extensions.conf` keeps for itself, read off that very file: the variables that it
/// works with, which a caller must not set from outside (with `contacts` one would choose who
/// rings, past every fence), and the contexts whose lines rely on those before them.
public final class ShippedDialplan {

  private static final String FILE = "/asterisk/pbx/extensions.conf";

  /// Read anywhere, or set.
  private static final Pattern NAMES =
      Pattern.compile(
          "\\$\\{_{0,2}([A-Za-z]\\w*)|\\bSet\\(_{0,2}(\\w+)=|\\bRead\\((\\w+)|\\bGLOBAL\\((\\w+)|\\bARRAY\\(([\\w,]+)\\)");

  private static final Pattern CONTEXT = Pattern.compile("(?m)^\\[([\\w-]+)]");

  /// Channel variables by which Asterisk's applications and bridges let themselves be steered
  /// (docs.asterisk.org, "Channel Variables"; `pbx_builtin_getvar_helper` in its sources).
  private static final Pattern ASTERISKS =
      Pattern.compile(
          "(AGI|AST|ATTENDED|BLIND|BRIDGE|CALLING|CDR|CONFBRIDGE|CONNECTED|DIALED|DIALSTATUS|DYNAMIC|FEATURE|FORWARD"
              + "|GOSUB|GOTO|HANGUP|IAX|LIMIT|LOCAL|MACRO|MASTER|MEETME|MIXMONITOR|MOH|MONITOR|OUTBOUND_GROUP"
              + "|PARK|PBX|PICKUP|PJSIP|PLAYBACK|QUEUE|REDIRECTING|SIP|SPY|SYSTEM|TOUCH|TRANSFER|VM|VOICEMAIL"
              + ")\\w*|CHANNEL|CONTEXT|EXITCONTEXT|EXTEN|PRIORITY|UNIQUEID|TIMEOUT|TIMESTAMP|ENTITYID|EPOCH");

  private static final Set<String> VARIABLES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private static final Set<String> CONTEXTS = new TreeSet<>();

  static {
    var text = text();
    NAMES
        .matcher(text)
        .results()
        .flatMap(found -> IntStream.rangeClosed(1, 5).mapToObj(found::group))
        .filter(Objects::nonNull)
        .flatMap(names -> Arrays.stream(names.split(",", -1)))
        .forEach(VARIABLES::add);
    CONTEXT.matcher(text).results().forEach(found -> CONTEXTS.add(found.group(1)));
  }

  private ShippedDialplan() {}

  /// Whether setting this channel variable would steer the dialplan or Asterisk.
  ///
  /// @param name with or without the underscores that hand a variable on to dialled channels
  public static boolean reserves(String name) {
    var plain = name.replaceFirst("^_{1,2}", "");
    return VARIABLES.contains(plain) || ASTERISKS.matcher(plain.toUpperCase(Locale.ROOT)).matches();
  }

  /// Whether the context is one of those that we ship; they are entered at their first line only.
  public static boolean has(String context) {
    return CONTEXTS.contains(context);
  }

  private static String text() {
    try (var file = Objects.requireNonNull(ShippedDialplan.class.getResourceAsStream(FILE))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
