package com.unifiedbx.pbx.applications.command;

import com.unifiedbx.pbx.access.Fence;
import com.unifiedbx.pbx.applications.Application;
import com.unifiedbx.pbx.applications.ApplicationFacts;
import com.unifiedbx.pbx.applications.ClientSecret;
import com.unifiedbx.pbx.applications.CreatedApplication;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Prints applications: for people, or as JSON for programs.
final class AppPrinter {

  private final PrintStream out;
  private final boolean json;

  AppPrinter(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /// With the secret, which is seen only here and now.
  void printOnce(CreatedApplication created) {
    var facts = new LinkedHashMap<String, @Nullable Object>();
    facts.put("clientId", created.application().id());
    facts.put("clientSecret", created.secret().value());
    facts.putAll(ApplicationFacts.of(created.application()));
    print(facts);
    if (!json) {
      out.println();
      out.println("The client secret is shown only now: store it where the integration finds it.");
    }
  }

  void print(Application application) {
    print(ApplicationFacts.of(application));
  }

  /// With its secrets, and who uses each.
  void print(Application application, List<ClientSecret> secrets) {
    var facts = ApplicationFacts.of(application);
    if (json) {
      facts.put("secrets", secrets.stream().map(AppPrinter::facts).toList());
      print(facts);
      return;
    }
    print(facts);
    out.println();
    for (var secret : secrets) {
      print(secret, secrets.size() > 1 && secret.equals(secrets.getFirst()));
    }
  }

  private void print(ClientSecret secret, boolean old) {
    var ends = secret.expiresAt();
    out.printf(
        "Secret %d%s, made %s%s%n",
        secret.id(),
        old ? " (the old one)" : "",
        ApplicationFacts.text(secret.createdAt()),
        ends == null ? "" : ", ends " + ApplicationFacts.text(ends));
    if (secret.users().isEmpty()) {
      out.println("  not used yet");
    }
    for (var user : secret.users()) {
      out.printf(
          "  used by %s: last %s, first %s, %d times%n",
          user.address().isEmpty() ? "an unknown address" : user.address(),
          ApplicationFacts.text(user.lastUsedAt()),
          ApplicationFacts.text(user.firstUsedAt()),
          user.uses());
    }
  }

  private static Map<String, @Nullable Object> facts(ClientSecret secret) {
    var facts = new LinkedHashMap<String, @Nullable Object>();
    facts.put("id", secret.id());
    facts.put("createdAt", ApplicationFacts.text(secret.createdAt()));
    facts.put("expiresAt", ApplicationFacts.text(secret.expiresAt()));
    facts.put("lastUsedAt", ApplicationFacts.text(secret.lastUsedAt()));
    facts.put("lastUsedAddress", secret.lastUsedAddress());
    var users = new ArrayList<Map<String, @Nullable Object>>();
    for (var user : secret.users()) {
      var one = new LinkedHashMap<String, @Nullable Object>();
      one.put("address", user.address());
      one.put("firstUsedAt", ApplicationFacts.text(user.firstUsedAt()));
      one.put("lastUsedAt", ApplicationFacts.text(user.lastUsedAt()));
      one.put("uses", user.uses());
      users.add(one);
    }
    facts.put("users", users);
    return facts;
  }

  void printAll(List<Application> applications) {
    if (json) {
      printJson(applications.stream().map(ApplicationFacts::of).toList());
      return;
    }
    if (applications.isEmpty()) {
      out.println("There is no application yet: ./unifiedbx app create --help");
    }
    for (var one : applications) {
      out.printf(
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
      out.println("Application " + id + " is " + what + ".");
    }
  }

  private void print(Map<String, @Nullable Object> facts) {
    if (json) {
      printJson(facts);
    } else {
      facts.forEach(this::line);
    }
  }

  private void line(String name, @Nullable Object value) {
    var shown =
        switch (value) {
          case null -> "-";
          case List<?> many -> String.join(" ", many.stream().map(Object::toString).toList());
          case Fence fence -> text(fence);
          default -> value.toString();
        };
    out.printf("%-14s %s%n", name, shown);
  }

  /// As `--fence` takes it.
  private static String text(Fence fence) {
    var parts = new ArrayList<String>();
    if (!fence.extensions().isEmpty()) {
      parts.add("extensions=" + String.join(",", fence.extensions()));
    }
    if (!fence.destinations().isEmpty()) {
      parts.add("destinations=" + String.join(",", fence.destinations()));
    }
    if (fence.callsPerMinute() != null) {
      parts.add("calls-per-minute=" + fence.callsPerMinute());
    }
    if (fence.callsPerDay() != null) {
      parts.add("calls-per-day=" + fence.callsPerDay());
    }
    return String.join(" ", parts);
  }

  private void printJson(Object value) {
    out.println(
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(value));
  }
}
