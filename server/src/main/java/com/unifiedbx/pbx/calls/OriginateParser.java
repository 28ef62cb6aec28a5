package com.unifiedbx.pbx.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unifiedbx.pbx.calls.OriginateRequest.CallerId;
import com.unifiedbx.pbx.calls.OriginateRequest.Origin;
import com.unifiedbx.pbx.calls.OriginateRequest.Target;
import com.unifiedbx.pbx.calls.body.JsonBody;
import com.unifiedbx.pbx.calls.dialplan.ApplicationArguments;
import com.unifiedbx.pbx.calls.dialplan.ShippedDialplan;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the body of an originate request. Whatever comes out of here is safe to send to Asterisk:
/// names and numbers are of plain characters, and no value holds anything that the dialplan would
/// evaluate.
final class OriginateParser {

  private static final Set<String> MEMBERS =
      Set.of(
          "channel",
          "context",
          "exten",
          "priority",
          "application",
          "data",
          "callerId",
          "timeout",
          "maxDuration",
          "variables",
          "account",
          "autoAnswer",
          "record",
          "tag",
          "dryRun");

  private static final Pattern CHANNEL =
      Pattern.compile("(PJSIP/)?([A-Za-z0-9_.+*#-]{1,64})(?:@([A-Za-z0-9_.-]{1,64}))?");
  private static final Pattern EXTEN = Pattern.compile("[A-Za-z0-9*#+][A-Za-z0-9*#+_]{0,78}");
  private static final Pattern CALLER_ID =
      Pattern.compile("(?:\"([^\"<>\\\\]*)\"|([^\"<>\\\\]*?)) *<([0-9A-Za-z*#+._-]{1,64})>");
  private static final Pattern BARE_NUMBER = Pattern.compile("[0-9*#+]{1,64}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9_.-]{1,80}");
  private static final int MAX_VARIABLES = 50;
  private static final int MAX_BYTES = 900;

  private final CallsProperties properties;

  OriginateParser(CallsProperties properties) {
    this.properties = properties;
  }

  OriginateRequest parse(byte[] json) {
    var body = JsonBody.parse(json, MEMBERS);
    var timeout = body.number("timeout", 1, seconds(properties.maxRingTimeout()));
    var maxDuration = body.number("maxDuration", 1, seconds(properties.maxDuration()));
    return new OriginateRequest(
        origin(body),
        target(body),
        callerId(body.text("callerId", 160)),
        timeout == null ? properties.ringTimeout() : Duration.ofSeconds(timeout),
        maxDuration == null ? null : Duration.ofSeconds(maxDuration),
        variables(body),
        account(body.text("account", 80)),
        body.flag("autoAnswer"),
        body.flag("record"),
        body.tree("tag", 4096),
        body.flag("dryRun"));
  }

  private Origin origin(JsonBody body) {
    var text = body.text("channel", 160);
    if (text == null) {
      throw bad("channel", "channel is missing: PJSIP/1001, for example.");
    }
    var match = CHANNEL.matcher(text);
    if (!match.matches()) {
      throw bad("channel", "channel is PJSIP/<extension>, or the extension's number alone.");
    }
    var name = match.group(2);
    var trunk = match.group(3);
    if (trunk == null) {
      return new Origin.Endpoint(name, match.group(1) == null);
    }
    if (!properties.trunkChannels()) {
      throw bad("channel", "Ringing a number through a trunk first is not allowed here.");
    }
    return new Origin.Outside(name, trunk);
  }

  private Target target(JsonBody body) {
    var application = body.text("application", 80);
    var exten = body.text("exten", 79);
    if (application != null && exten != null) {
      throw bad("application", "Give exten or application, not both.");
    }
    return application == null ? dialplan(body, exten) : application(body, application);
  }

  private Target dialplan(JsonBody body, @Nullable String exten) {
    if (exten == null) {
      throw bad("exten", "exten is missing: the number to connect to.");
    }
    if (!EXTEN.matcher(exten).matches()) {
      throw bad("exten", "exten has only letters, digits and * # + . _ -");
    }
    if (body.text("data", 1) != null) {
      throw bad("data", "data goes with application.");
    }
    var asked = body.text("context", 80);
    var context = asked == null ? "from-internal" : asked;
    if (!properties.contexts().contains(context)) {
      throw otherContext(properties);
    }
    var priority = body.number("priority", 1, 9999);
    if (priority != null && priority != 1 && ShippedDialplan.has(context)) {
      throw bad("priority", "Calls enter " + context + " at priority 1.");
    }
    return new Target.Dialplan(context, exten, priority == null ? 1 : priority);
  }

  static RefusedException otherContext(CallsProperties properties) {
    return bad("context", "Calls may enter the dialplan at " + properties.contexts() + " only.");
  }

  private Target application(JsonBody body, String asked) {
    if (body.text("context", 80) != null || body.number("priority", 1, 9999) != null) {
      throw bad("application", "context and priority go with exten, not with application.");
    }
    for (var name : properties.applications()) {
      if (name.equalsIgnoreCase(asked)) {
        var data = body.text("data", 512);
        var plain = unevaluated("data", data == null ? "" : data);
        if (!ApplicationArguments.isPlain(name, plain)) {
          throw bad("data", "data of " + name + " is " + ApplicationArguments.shape(name) + ".");
        }
        return new Target.Application(name, plain);
      }
    }
    throw bad("application", "application is one of " + properties.applications() + ".");
  }

  private static @Nullable CallerId callerId(@Nullable String text) {
    if (text == null) {
      return null;
    }
    var parsed = parseCallerId(unevaluated("callerId", text));
    if (parsed == null) {
      throw bad("callerId", "callerId is \"Name\" <number>, or a number.");
    }
    return parsed;
  }

  /// `"Name" <number>`, `Name <number>` or `number`; null for anything else.
  static @Nullable CallerId parseCallerId(String text) {
    if (BARE_NUMBER.matcher(text).matches()) {
      return new CallerId("", text);
    }
    var match = CALLER_ID.matcher(text);
    if (!match.matches()) {
      return null;
    }
    var name = match.group(1) == null ? match.group(2) : match.group(1);
    return new CallerId(name.strip(), match.group(3));
  }

  private static Map<String, String> variables(JsonBody body) {
    var variables = body.texts("variables", 512);
    if (variables.size() > MAX_VARIABLES) {
      throw bad("variables", "At most " + MAX_VARIABLES + " variables.");
    }
    for (var entry : variables.entrySet()) {
      var field = "variables." + entry.getKey();
      if (!VARIABLE.matcher(entry.getKey()).matches()) {
        throw bad(field, "A variable's name is of letters, digits and _.");
      }
      if (ShippedDialplan.reserves(entry.getKey())) {
        throw bad(
            field,
            "The variable "
                + entry.getKey()
                + " belongs to the dialplan or to Asterisk: give yours a prefix of your own.");
      }
      unevaluated(field, entry.getValue());
    }
    return variables;
  }

  private static @Nullable String account(@Nullable String text) {
    if (text != null && !ACCOUNT.matcher(text).matches()) {
      throw bad("account", "account has only letters, digits and . _ -");
    }
    return text;
  }

  /// Refuses what the dialplan would evaluate (a value must mean itself), and what does not fit
  /// into a line of Asterisk's once it is escaped.
  private static String unevaluated(String field, String value) {
    var escapes = value.chars().filter(c -> c == '\\' || c == ',' || c == '"').count();
    if (value.getBytes(UTF_8).length + escapes > MAX_BYTES) {
      throw bad(field, field + " has at most " + MAX_BYTES + " bytes.");
    }
    if (value.contains("${") || value.contains("$[")) {
      throw bad(field, field + " must not contain ${ or $[: values are never evaluated.");
    }
    return value;
  }

  private static int seconds(Duration duration) {
    return Math.toIntExact(duration.toSeconds());
  }

  private static RefusedException bad(String field, String message) {
    return Refusal.badValue(field, message).asException();
  }
}
