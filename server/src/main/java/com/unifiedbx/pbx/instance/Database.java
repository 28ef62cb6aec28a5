package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.kernel.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// How to reach the product's database, and the role that Asterisk reads it with.
///
/// @param jdbcUrl for Java, without user and password
/// @param host for Asterisk, which knows no JDBC
public record Database(
    String jdbcUrl, String host, int port, String name, Login application, Login asterisk) {

  /// One role of the database.
  public record Login(String user, Secret password) {}

  /// The address as administrators write it, which PostgreSQL's own programs understand as well;
  /// the password is in it only if asked for.
  public String uri(boolean withPassword) {
    var password = withPassword ? ":" + encoded(application.password().value()) : "";
    var user = encoded(application.user()) + password;
    var shown = host.contains(":") ? "[" + host + "]" : host;
    var parameters = jdbcUrl.contains("?") ? jdbcUrl.substring(jdbcUrl.indexOf('?')) : "";
    return "postgresql://" + user + "@" + shown + ":" + port + "/" + encoded(name) + parameters;
  }

  /// As a part of an address (RFC 3986 section 2.1).
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
