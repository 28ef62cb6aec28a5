package com.unifiedbx.pbx.admin;

import com.unifiedbx.pbx.kernel.Secret;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// The administrators and their passwords, kept as Argon2id hashes (RFC 9106).
///
/// Passwords that this class makes are for one use: they must be changed at the first sign-in.
public final class AdminUsers {

  /// The administrator that every installation has.
  public static final String FIRST = "admin";

  private final JdbcClient jdbc;
  private final Argon2PasswordEncoder encoder =
      Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();

  AdminUsers(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  boolean hasAny() {
    return jdbc.sql("select exists (select from pbx.admin_user)").query(Boolean.class).single();
  }

  /// Gives the first administrator, made if there is none, a new password for one use.
  Secret reset() {
    var password = Secret.random();
    jdbc.sql(
            """
            insert into pbx.admin_user (name, password_hash) values (:name, :hash)
            on conflict (name) do update
              set password_hash = excluded.password_hash, must_change = true, changed_at = now()\
            """)
        .param("name", FIRST)
        .param("hash", encoder.encode(password.value()))
        .update();
    return password;
  }
}
