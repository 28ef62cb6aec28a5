package com.unifiedbx.pbx.kernel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Why the product did not do what it was asked, in a form that programs and people can act on.
///
/// @param kind what sort of refusal; decides the HTTP status and the GraphQL code
/// @param code stable, machine-readable, lower case with underscores: `unknown_endpoint`
/// @param message one sentence in plain English that says what to do; never a secret, an internal
///   address or a class name
/// @param field the request member at fault, when one is
/// @param requiredScope the scope that was missing, for `FORBIDDEN` by scope
/// @param retryAfter when trying again makes sense, for `LIMITED` and `UNAVAILABLE`
public record Refusal(
    Kind kind,
    String code,
    String message,
    @Nullable String field,
    @Nullable String requiredScope,
    @Nullable Duration retryAfter) {

  public Refusal {
    message = Secret.masked(message);
    field = field == null ? null : Secret.masked(field);
  }

  /// The sorts of refusal. Each transport maps them once.
  public enum Kind {
    /// The request can't be read at all: HTTP 400.
    UNREADABLE,
    /// No caller, or one that we don't believe: HTTP 401.
    UNAUTHENTICATED,
    /// The caller may not do this: HTTP 403.
    FORBIDDEN,
    /// The object does not exist: HTTP 404.
    NOT_FOUND,
    /// The state of the object forbids it: HTTP 409.
    CONFLICT,
    /// The caller's copy is older than ours (`If-Match`): HTTP 412.
    STALE,
    /// A value is wrong; `field` says which: HTTP 422.
    BAD_VALUE,
    /// Too many requests: HTTP 429.
    LIMITED,
    /// Asterisk or the database is away: HTTP 503.
    UNAVAILABLE,
    /// The path exists, the method not: HTTP 405.
    WRONG_METHOD,
    /// A fault of ours: HTTP 500.
    INTERNAL
  }

  /// Whether nothing is said of the caller: the same may be done a moment later.
  public boolean isPassing() {
    return kind == Kind.LIMITED || kind == Kind.UNAVAILABLE;
  }

  public static Refusal of(Kind kind, String code, String message) {
    return new Refusal(kind, code, message, null, null, null);
  }

  /// The value of `field` breaks a rule; `message` names the rule.
  public static Refusal badValue(String field, String message) {
    return of(Kind.BAD_VALUE, "bad_value", message).onField(field);
  }

  public static Refusal notFound(String message) {
    return of(Kind.NOT_FOUND, "not_found", message);
  }

  public static Refusal conflict(String code, String message) {
    return of(Kind.CONFLICT, code, message);
  }

  /// Something that we depend on is away; worth another try after `retryAfter`.
  public static Refusal unavailable(String code, String message, Duration retryAfter) {
    return new Refusal(Kind.UNAVAILABLE, code, message, null, null, retryAfter);
  }

  public Refusal onField(String name) {
    return new Refusal(kind, code, message, name, requiredScope, retryAfter);
  }

  /// `throw refusal.asException()` reads as the sentence that it is.
  public RefusedException asException() {
    return new RefusedException(this);
  }
}
