package com.unifiedbx.pbx.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/// What FreePBX 16 answers where we answer better: for applications that were made with
/// `--freepbx-errors`, because scripts compare these texts.
final class FreepbxErrors {

  private static final String MALFORMED =
      "The request is missing a required parameter, includes an invalid parameter value, includes a"
          + " parameter more than once, or is otherwise malformed.";

  private FreepbxErrors() {}

  /// The body of a failure at the token endpoint; null for one that FreePBX does not know.
  ///
  /// @param subject the parameter or scope at fault
  static @Nullable Map<String, Object> token(String code, @Nullable String subject) {
    return switch (code) {
      case OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE -> unsupportedGrant();
      // A missing grant is an unsupported one there.
      case OAuth2ErrorCodes.INVALID_REQUEST ->
          TokenForm.GRANT_TYPE.equals(subject)
              ? unsupportedGrant()
              : body(code, MALFORMED, subject == null ? null : check(subject, "parameter"));
      case OAuth2ErrorCodes.INVALID_CLIENT -> body(code, "Client authentication failed", null);
      case OAuth2ErrorCodes.INVALID_SCOPE ->
          body(
              code,
              "The requested scope is invalid, unknown, or malformed",
              subject == null ? null : check(subject, "scope"));
      default -> null;
    };
  }

  /// The body of a bearer that was not let in.
  static Map<String, Object> bearer(String hint) {
    return body(
        "access_denied", "The resource owner or authorization server denied the request.", hint);
  }

  private static Map<String, Object> unsupportedGrant() {
    return body(
        OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE,
        "The authorization grant type is not supported by the authorization server.",
        check(TokenForm.GRANT_TYPE, "parameter"));
  }

  private static String check(String subject, String kind) {
    return "Check the `" + subject + "` " + kind;
  }

  private static Map<String, Object> body(String error, String message, @Nullable String hint) {
    var body = new LinkedHashMap<String, Object>();
    body.put("error", error);
    body.put("message", message);
    if (hint != null) {
      body.put("hint", hint);
    }
    return body;
  }
}
