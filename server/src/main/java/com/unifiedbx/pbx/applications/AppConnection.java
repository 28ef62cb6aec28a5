package com.unifiedbx.pbx.applications;

import com.unifiedbx.pbx.instance.DataOption;
import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// What all `app` commands share: the instance that is meant, and how an application is printed.
final class AppConnection {

  @Mixin DataOption data = new DataOption();

  @Option(names = "--json", description = "Print JSON, for programs.")
  boolean json;

  Applications applications() {
    var database = data.database();
    var source = new PGSimpleDataSource();
    source.setUrl(database.jdbcUrl());
    source.setUser(database.application().user());
    source.setPassword(database.application().password().value());
    return Applications.over(source, data.existing().secret("pepper"), Clock.systemUTC());
  }

  void print(Application application, @Nullable String secret) {
    if (json) {
      printJson(facts(application, secret));
      return;
    }
    var out = System.out;
    facts(application, secret).forEach((name, value) -> line(out, name, value));
    if (secret != null) {
      out.println();
      out.println("The client secret is shown only now: store it where the integration finds it.");
    }
  }

  void print(List<Application> applications) {
    if (json) {
      printJson(applications.stream().map(one -> facts(one, null)).toList());
      return;
    }
    if (applications.isEmpty()) {
      System.out.println("There is no application yet: ./unifiedbx app create --help");
    }
    for (var one : applications) {
      System.out.printf(
          "%-18s %-24s %-9s %s%n",
          one.id(),
          one.name(),
          one.enabled() ? "enabled" : "disabled",
          String.join(" ", one.scopeNames()));
    }
  }

  void done(String id, String what) {
    if (json) {
      printJson(Map.of("clientId", id, "result", what));
    } else {
      System.out.println("Application " + id + " is " + what + ".");
    }
  }

  private static Map<String, @Nullable Object> facts(
      Application application, @Nullable String secret) {
    var facts = new LinkedHashMap<String, @Nullable Object>();
    facts.put("clientId", application.id());
    if (secret != null) {
      facts.put("clientSecret", secret);
    }
    facts.put("name", application.name());
    facts.put("description", application.description());
    facts.put("scopes", application.scopeNames());
    var allowlist = application.allowlist();
    facts.put("allowlist", allowlist == null ? List.of("any") : allowlist.texts());
    facts.put("enabled", application.enabled());
    facts.put("expiresAt", text(application.expiresAt()));
    facts.put("createdAt", text(application.createdAt()));
    facts.put("lastUsedAt", text(application.lastUsedAt()));
    return facts;
  }

  private static @Nullable String text(java.time.@Nullable Instant time) {
    return time == null ? null : time.truncatedTo(java.time.temporal.ChronoUnit.MILLIS).toString();
  }

  private static void line(PrintStream out, String name, @Nullable Object value) {
    var shown =
        switch (value) {
          case null -> "-";
          case List<?> many -> String.join(" ", many.stream().map(Object::toString).toList());
          default -> value.toString();
        };
    out.printf("%-14s %s%n", name, shown);
  }

  private static void printJson(Object value) {
    System.out.println(
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(value));
  }
}
