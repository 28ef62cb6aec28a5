package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.kernel.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `app create`.
@Command(
    name = "create",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = "Makes an application and prints its client id and, only now, its secret.",
    footer = {
      "",
      "Scopes",
      "  call:read call:write cdr:read extension:read extension:write voicemail:read",
      "  voicemail:write route:read route:write event:read system:read system:write metrics:read",
      "  (write includes read; FreePBX's gql and rest names work too)",
      "",
      "Example",
      "  unifiedbx app create --name crm --scope call:write --scope cdr:read \\",
      "            --allow-ip 192.0.2.10 --allow-ip 2001:db8::/32"
    })
final class AppCreateCommand implements Callable<Integer> {

  @Mixin AppConnection connection = new AppConnection();

  @Option(names = "--name", required = true, description = "What people call it; unique.")
  String name = "";

  @Option(names = "--description", description = "What calls it, and who answers for it.")
  String description = "";

  @Option(
      names = "--scope",
      required = true,
      split = "[, ]+",
      paramLabel = "SCOPE",
      description = "What it may do; repeatable.")
  List<String> scopes = List.of();

  @ArgGroup(multiplicity = "1", exclusive = true)
  From from = new From();

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      description = "When it ends: 2027-01-31 (at 00:00 UTC) or 2027-01-31T12:00:00Z.")
  @Nullable String expires;

  /// From where it may call: one of the two must be said.
  static final class From {

    @Option(
        names = "--allow-ip",
        split = "[, ]+",
        paramLabel = "CIDR",
        description = "Address or network that may call; repeatable.")
    @Nullable List<String> addresses;

    @Option(names = "--allow-any", description = "Any address may call: say so on purpose.")
    boolean any;
  }

  @Override
  public Integer call() {
    var addresses = from.addresses;
    var made =
        new NewApplication(
            name,
            description,
            scopes,
            addresses == null ? null : Allowlist.parse(addresses),
            expires == null ? null : time(expires));
    var created = connection.applications().create(made);
    connection.print(created.application(), created.secret().value());
    return 0;
  }

  private static Instant time(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw Refusal.badValue(
              "expires", "--expires takes 2027-01-31 or 2027-01-31T12:00:00Z, not '" + text + "'.")
          .asException();
    }
  }
}
