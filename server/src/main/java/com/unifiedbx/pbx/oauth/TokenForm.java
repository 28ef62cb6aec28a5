package com.unifiedbx.pbx.oauth;

import com.unifiedbx.pbx.kernel.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/// What a request to a token endpoint says: its parameters, each once, and its credentials.
///
/// A form as RFC 6749 wants it, or a JSON object with the same members, which FreePBX reads too.
/// Nothing is taken from the address: addresses end in logs.
///
/// @param clientId empty when there is none
/// @param secret null when there is none
/// @param method how the credentials came
record TokenForm(
    Map<String, String> parameters,
    String clientId,
    @Nullable Secret secret,
    ClientAuthenticationMethod method) {

  static final String GRANT_TYPE = "grant_type";

  private static final String ATTRIBUTE = TokenForm.class.getName();
  private static final String CLIENT_ID = "client_id";
  private static final String CLIENT_SECRET = "client_secret";
  private static final Set<String> NEVER_IN_THE_ADDRESS =
      Set.of(GRANT_TYPE, CLIENT_ID, CLIENT_SECRET, "scope", "token");
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};
  private static final int LONGEST = 64 * 1024;
  private static final int LONGEST_ID = 100;

  /// An id and a secret, as HTTP Basic carries them.
  private record Basic(String id, String secret) {}

  TokenForm {
    parameters = Map.copyOf(parameters);
    // A longer one is nobody's, and must not be remembered whole.
    clientId = clientId.substring(0, Math.min(clientId.length(), LONGEST_ID));
  }

  /// Reads the request and remembers what it says with it.
  ///
  /// @throws TokenFailure when it can't be read
  static TokenForm read(HttpServletRequest request, ObjectMapper json) throws IOException {
    var type = request.getContentType();
    var form =
        type != null && type.startsWith("application/json") ? json(request, json) : form(request);
    var authorizations = Collections.list(request.getHeaders("Authorization"));
    if (authorizations.size() > 1) {
      throw TokenFailure.invalidRequest(
          "Authorization", "There is more than one Authorization header.");
    }
    var read = of(form, authorizations.isEmpty() ? null : authorizations.getFirst());
    request.setAttribute(ATTRIBUTE, read);
    return read;
  }

  /// What was read of this request, if it could be read.
  static @Nullable TokenForm of(HttpServletRequest request) {
    return (TokenForm) request.getAttribute(ATTRIBUTE);
  }

  static TokenForm of(Map<String, String> parameters, @Nullable String authorization) {
    var basic = basic(authorization);
    var id = parameters.get(CLIENT_ID);
    var secret = parameters.get(CLIENT_SECRET);
    if (basic == null) {
      return new TokenForm(
          parameters,
          id == null ? "" : id,
          secret == null ? null : new Secret(secret),
          ClientAuthenticationMethod.CLIENT_SECRET_POST);
    }
    if (secret != null) {
      throw TokenFailure.invalidRequest(
          CLIENT_SECRET, "Send the credentials by form or by HTTP Basic, not by both.");
    }
    if (id != null && !id.equals(basic.id())) {
      throw TokenFailure.invalidRequest(
          CLIENT_ID, "The client_id of the form is not the one of HTTP Basic.");
    }
    return new TokenForm(
        parameters,
        basic.id(),
        new Secret(basic.secret()),
        ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
  }

  private static Map<String, String> form(HttpServletRequest request) {
    Map<String, String[]> all;
    try {
      all = request.getParameterMap();
    } catch (InvalidParameterException e) {
      throw TokenFailure.invalidRequest("body", "The form can't be read, or is too large.");
    }
    refuseAddress(request.getQueryString());
    var once = new LinkedHashMap<String, String>();
    all.forEach((name, values) -> {
      if (values.length > 1) {
        throw TokenFailure.invalidRequest(
            name, "The parameter '" + shortened(name) + "' is there more than once.");
      }
      once.put(name, values[0]);
    });
    return once;
  }

  private static void refuseAddress(@Nullable String query) {
    for (var pair : query == null ? new String[0] : query.split("&", -1)) {
      var name = pair.split("=", 2)[0];
      if (NEVER_IN_THE_ADDRESS.contains(name)) {
        throw TokenFailure.invalidRequest(
            name, "Send '" + name + "' in the body, not in the address: addresses end in logs.");
      }
    }
  }

  private static Map<String, String> json(HttpServletRequest request, ObjectMapper json)
      throws IOException {
    refuseAddress(request.getQueryString());
    var bytes = request.getInputStream().readNBytes(LONGEST + 1);
    try {
      if (bytes.length > LONGEST) {
        throw TokenFailure.invalidRequest("body", "The body is too large.");
      }
      var object = json.readValue(bytes, OBJECT);
      if (object == null) {
        throw TokenFailure.invalidRequest("body", "The body is no JSON object.");
      }
      var once = new LinkedHashMap<String, String>();
      object.forEach((name, value) -> {
        if (value instanceof String text) {
          once.put(name, text);
        } else if (value != null) {
          throw TokenFailure.invalidRequest(
              name, "The member '" + shortened(name) + "' is no text.");
        }
      });
      return once;
    } catch (JacksonException e) {
      throw TokenFailure.invalidRequest("body", "The body is no JSON object.");
    }
  }

  /// RFC 6749 §2.3.1: id and secret are form-encoded before they become HTTP Basic.
  private static @Nullable Basic basic(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return null;
    }
    try {
      var text =
          new String(
              Base64.getDecoder().decode(authorization.substring(6).strip()),
              StandardCharsets.UTF_8);
      var colon = text.indexOf(':');
      if (colon > 0) {
        return new Basic(decoded(text.substring(0, colon)), decoded(text.substring(colon + 1)));
      }
    } catch (IllegalArgumentException e) {
      throw unreadableBasic();
    }
    throw unreadableBasic();
  }

  private static TokenFailure unreadableBasic() {
    return TokenFailure.of(
        OAuth2ErrorCodes.INVALID_CLIENT, "The Authorization header is no HTTP Basic of id:secret.");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }
}
