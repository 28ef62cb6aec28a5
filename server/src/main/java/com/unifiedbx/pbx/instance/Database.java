package com.unifiedbx.pbx.instance;

import com.unifiedbx.pbx.kernel.Secret;

/// How to reach the product's database, and the role that Asterisk reads it with.
///
/// @param jdbcUrl for Java, without user and password
/// @param host for Asterisk, which knows no JDBC
public record Database(
    String jdbcUrl, String host, int port, String name, Login application, Login asterisk) {

  /// One role of the database.
  public record Login(String user, Secret password) {}

  /// The address as administrators write it; the password is in it only if asked for.
  public String uri(boolean withPassword) {
    var password = withPassword ? ":" + application.password().value() : "";
    var shown = host.contains(":") ? "[" + host + "]" : host;
    return "postgresql://" + application.user() + password + "@" + shown + ":" + port + "/" + name;
  }
}
