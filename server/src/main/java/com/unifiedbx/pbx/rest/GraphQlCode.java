package com.unifiedbx.pbx.rest;

import com.unifiedbx.pbx.kernel.Refusal;

/// What a refusal is called in the `extensions.code` of a GraphQL error.
public final class GraphQlCode {

  public static final String FORBIDDEN = "FORBIDDEN";
  public static final String BAD_INPUT = "BAD_USER_INPUT";
  public static final String LIMITED = "RATE_LIMITED";
  public static final String UNAVAILABLE = "PBX_UNAVAILABLE";
  public static final String INTERNAL = "INTERNAL_ERROR";

  private GraphQlCode() {}

  public static String of(Refusal.Kind kind) {
    return switch (kind) {
      case UNAUTHENTICATED -> "UNAUTHENTICATED";
      case FORBIDDEN -> FORBIDDEN;
      case NOT_FOUND -> "NOT_FOUND";
      case CONFLICT, STALE -> "CONFLICT";
      case BAD_VALUE, UNREADABLE, WRONG_METHOD -> BAD_INPUT;
      case LIMITED -> LIMITED;
      case UNAVAILABLE -> UNAVAILABLE;
      case INTERNAL -> INTERNAL;
    };
  }
}
