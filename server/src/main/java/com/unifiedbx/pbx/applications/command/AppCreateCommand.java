package com.unifiedbx.pbx.applications.command;

import com.unifiedbx.pbx.access.Terms;
import com.unifiedbx.pbx.applications.Allowlist;
import com.unifiedbx.pbx.applications.NewApplication;
import java.util.List;
import java.util.Objects;
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
      "  call:read call:write call:supervise cdr:read extension:read extension:write",
      "  voicemail:read voicemail:write route:read route:write event:read system:read",
      "  system:write metrics:read",
      "  (write includes read; FreePBX's gql and rest names work too)",
      "",
      "Examples",
      "  unifiedbx app create --name crm --scope call:write --scope cdr:read \\",
      "            --allow-ip 192.0.2.10 --allow-ip 2001:db8::/32",
      "  unifiedbx app create --name dialler --scope call:write --allow-ip 192.0.2.10 \\",
      "            --rate-limit 10/s --expires 2027-01-31 \\",
      "            --fence extensions=10XX --fence destinations=1207 --fence calls-per-day=500"
    })
final class AppCreateCommand implements Callable<Integer> {

  @Mixin AppConnection connection = new AppConnection();

  @Option(names = "--name", required = true, description = "What people call it; unique.")
  String name = "";

  @Option(
      names = "--scope",
      required = true,
      split = "[, ]+",
      paramLabel = "SCOPE",
      description = "What it may do; repeatable.")
  List<String> scopes = List.of();

  @ArgGroup(multiplicity = "1", exclusive = true)
  From from = new From();

  @Mixin AppOptions options = new AppOptions();

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

    @Nullable Allowlist allowlist() {
      return addresses == null ? null : Allowlist.parse(addresses);
    }
  }

  @Override
  public Integer call() {
    var made =
        new NewApplication(
            name,
            Objects.requireNonNullElse(options.description, ""),
            scopes,
            from.allowlist(),
            options.expires(null),
            Objects.requireNonNullElse(options.tokenLifetime, NewApplication.TOKEN_LIFETIME),
            options.terms(Terms.DEFAULT));
    connection.printer().printOnce(connection.with(applications -> applications.create(made)));
    return 0;
  }
}
