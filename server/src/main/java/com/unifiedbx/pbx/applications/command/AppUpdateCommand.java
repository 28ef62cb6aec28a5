package com.unifiedbx.pbx.applications.command;

import com.unifiedbx.pbx.applications.AddressBlock;
import com.unifiedbx.pbx.applications.Allowlist;
import com.unifiedbx.pbx.applications.NewApplication;
import com.unifiedbx.pbx.kernel.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `app update`.
@Command(
    name = "update",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    description = {
      "Changes what is named here and nothing else; tokens obey from the next request on.",
      ""
    },
    footer = {
      "",
      "Examples",
      "  unifiedbx app update app_… --add-ip 192.0.2.11",
      "  unifiedbx app update app_… --remove-scope cdr:read --token-lifetime 10m",
      "  unifiedbx app update app_… --fence none --rate-limit none --expires never"
    })
final class AppUpdateCommand implements Callable<Integer> {

  @Mixin AppConnection connection = new AppConnection();
  @Mixin AppCommand.Target target = new AppCommand.Target();

  @Option(names = "--name", description = "Another name.")
  @Nullable String name;

  @Option(
      names = "--scope",
      split = "[, ]+",
      paramLabel = "SCOPE",
      description = "Exactly these scopes instead of those it has; repeatable.")
  @Nullable List<String> scopes;

  @Option(
      names = "--add-scope",
      split = "[, ]+",
      paramLabel = "SCOPE",
      description = "One scope more.")
  List<String> addedScopes = List.of();

  @Option(
      names = "--remove-scope",
      split = "[, ]+",
      paramLabel = "SCOPE",
      description = "One scope less.")
  List<String> removedScopes = List.of();

  @ArgGroup(exclusive = true)
  AppCreateCommand.@Nullable From from;

  @Option(
      names = "--add-ip",
      split = "[, ]+",
      paramLabel = "CIDR",
      description = "One address or network more.")
  List<String> addedAddresses = List.of();

  @Option(
      names = "--remove-ip",
      split = "[, ]+",
      paramLabel = "CIDR",
      description = "One address or network less.")
  List<String> removedAddresses = List.of();

  @Mixin AppOptions options = new AppOptions();

  @Override
  public Integer call() {
    if (isNothingGiven()) {
      throw Refusal.badValue("options", "Say what to change: unifiedbx app update --help.")
          .asException();
    }
    var changed = connection.with(applications -> applications.change(target.id, this::changed));
    connection.printer().print(changed);
    return 0;
  }

  private boolean isNothingGiven() {
    return name == null
        && scopes == null
        && from == null
        && addedScopes.isEmpty()
        && removedScopes.isEmpty()
        && addedAddresses.isEmpty()
        && removedAddresses.isEmpty()
        && options.isNothingGiven();
  }

  private NewApplication changed(NewApplication now) {
    return new NewApplication(
        Objects.requireNonNullElse(name, now.name()),
        Objects.requireNonNullElse(options.description, now.description()),
        scopes(now.scopes()),
        allowlist(from == null ? now.allowlist() : from.allowlist()),
        options.expires(now.expiresAt()),
        Objects.requireNonNullElse(options.tokenLifetime, now.tokenLifetime()),
        options.terms(now.terms()));
  }

  private List<String> scopes(List<String> now) {
    var all = new LinkedHashSet<>(scopes == null ? now : scopes);
    all.addAll(addedScopes);
    for (var removed : removedScopes) {
      if (!all.remove(removed)) {
        throw Refusal.badValue("scopes", "It does not have the scope '" + removed + "'.")
            .asException();
      }
    }
    return List.copyOf(all);
  }

  private @Nullable Allowlist allowlist(@Nullable Allowlist now) {
    if (addedAddresses.isEmpty() && removedAddresses.isEmpty()) {
      return now;
    }
    if (now == null) {
      throw Refusal.badValue(
              "allowlist", "It may call from anywhere: name the whole list with --allow-ip.")
          .asException();
    }
    var blocks = new ArrayList<>(now.blocks());
    addedAddresses.stream()
        .map(AddressBlock::parse)
        .filter(block -> !blocks.contains(block))
        .forEach(blocks::add);
    for (var removed : removedAddresses) {
      if (!blocks.remove(AddressBlock.parse(removed))) {
        throw Refusal.badValue("allowlist", "'" + removed + "' is not on its list as such.")
            .asException();
      }
    }
    return new Allowlist(blocks);
  }
}
