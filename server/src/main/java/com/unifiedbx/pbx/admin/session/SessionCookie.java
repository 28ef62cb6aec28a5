package com.unifiedbx.pbx.admin.session;

import com.unifiedbx.pbx.kernel.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/// The cookie that holds a session's token. The browser sends it over HTTPS only, to this host
/// only, shows it to no script, and forgets it when it is closed.
public final class SessionCookie {

  /// The prefix has browsers refuse it from anybody but this host (RFC 6265bis).
  static final String NAME = "__Host-unifiedbx";

  private SessionCookie() {}

  public static void set(HttpServletResponse response, Secret token) {
    response.addHeader(HttpHeaders.SET_COOKIE, cookie(token.value()).build().toString());
  }

  public static void clear(HttpServletResponse response) {
    response.addHeader(HttpHeaders.SET_COOKIE, cookie("").maxAge(Duration.ZERO).build().toString());
  }

  static @Nullable Secret token(HttpServletRequest request) {
    var cookies = request.getCookies();
    if (cookies != null) {
      for (var cookie : cookies) {
        if (cookie.getName().equals(NAME) && !cookie.getValue().isEmpty()) {
          return new Secret(cookie.getValue());
        }
      }
    }
    return null;
  }

  private static ResponseCookie.ResponseCookieBuilder cookie(String value) {
    return ResponseCookie.from(NAME, value)
        .path("/")
        .secure(true)
        .httpOnly(true)
        .sameSite("Strict");
  }
}
