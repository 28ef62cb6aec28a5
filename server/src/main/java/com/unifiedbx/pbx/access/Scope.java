package com.unifiedbx.pbx.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything that an application can be allowed to do. `write` implies `read` of the same noun,
/// and so does `supervise`.
public enum Scope {
  CALL_READ("call:read", "See live and finished calls"),
  CALL_WRITE("call:write", "Originate, transfer, hang up and record calls"),
  CALL_SUPERVISE("call:supervise", "Have a phone listen to calls, and talk in them"),
  CDR_READ("cdr:read", "Read call detail records and recordings"),
  EXTENSION_READ("extension:read", "See extensions and their state"),
  EXTENSION_WRITE("extension:write", "Add, change and delete extensions"),
  VOICEMAIL_READ("voicemail:read", "List and hear voicemail messages"),
  VOICEMAIL_WRITE("voicemail:write", "Move, forward and delete voicemail messages"),
  ROUTE_READ("route:read", "See trunks, routes and groups"),
  ROUTE_WRITE("route:write", "Change trunks, routes and groups"),
  EVENT_READ("event:read", "Follow the event stream"),
  SYSTEM_READ("system:read", "See the system's state and the audit log"),
  SYSTEM_WRITE("system:write", "Change settings of the system"),
  METRICS_READ("metrics:read", "Scrape the metrics");

  private static final Map<String, Scope> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toMap(Scope::text, Function.identity()));

  private final String text;
  private final String description;

  Scope(String text, String description) {
    this.text = text;
    this.description = description;
  }

  /// As it is written in tokens and documents: `call:read`.
  public String text() {
    return text;
  }

  public String description() {
    return description;
  }

  /// The scope of that name, or null; FreePBX's names are not looked up here but by [ScopeNames].
  public static @Nullable Scope find(String text) {
    return BY_TEXT.get(text);
  }

  /// The scopes given, with the `read` that each implies.
  public static Set<Scope> withImplied(Collection<Scope> given) {
    var all = EnumSet.noneOf(Scope.class);
    for (var scope : given) {
      all.add(scope);
      all.add(scope.implied());
    }
    return all;
  }

  /// The `read` of the same noun, itself for a `read`. Asked in every request, so nothing is
  /// searched.
  private Scope implied() {
    return switch (this) {
      case CALL_WRITE, CALL_SUPERVISE -> CALL_READ;
      case EXTENSION_WRITE -> EXTENSION_READ;
      case VOICEMAIL_WRITE -> VOICEMAIL_READ;
      case ROUTE_WRITE -> ROUTE_READ;
      case SYSTEM_WRITE -> SYSTEM_READ;
      case CALL_READ,
          CDR_READ,
          EXTENSION_READ,
          VOICEMAIL_READ,
          ROUTE_READ,
          EVENT_READ,
          SYSTEM_READ,
          METRICS_READ ->
          this;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
