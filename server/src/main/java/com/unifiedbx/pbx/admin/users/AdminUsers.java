package com.unifiedbx.pbx.admin.users;

import com.unifiedbx.pbx.admin.session.Role;
import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The administrators and their passwords, kept as Argon2id hashes (RFC 9106).
///
/// Passwords that this class makes are for one use: they must be changed at the first sign-in.
/// Threads: any.
public final class AdminUsers {

  /// The administrator that every installation has.
  public static final String FIRST = "admin";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{1,63}");

  private final JdbcClient jdbc;
  private final Passwords passwords = new Passwords();

  public AdminUsers(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  public boolean hasAny() {
    return jdbc.sql("select exists (select from pbx.admin_user)").query(Boolean.class).single();
  }

  public @Nullable AdminUser find(String name) {
    return jdbc.sql("select * from pbx.admin_user where name = ?")
        .param(name)
        .query(AdminUsers::user)
        .optional()
        .orElse(null);
  }

  /// Gives the first administrator, made if there is none, a new password for one use.
  public Secret reset() {
    var password = Secret.random();
    jdbc.sql(
            """
            insert into pbx.admin_user (name, password_hash) values (:name, :hash)
            on conflict (name) do update
              set password_hash = excluded.password_hash, must_change = true, changed_at = now()\
            """)
        .param("name", FIRST)
        .param("hash", passwords.hash(password).value())
        .update();
    return password;
  }

  /// Makes a user, with a password for one use.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException `name_taken`, or on `name`
  public Secret add(String name, Role role) {
    if (!NAME.matcher(name).matches()) {
      throw Refusal.badValue(
              "name", "A name has 2 to 64 characters: small letters, digits, dots and dashes.")
          .asException();
    }
    var password = Secret.random();
    var made =
        jdbc.sql(
                """
                insert into pbx.admin_user (name, role, password_hash) values (:name, :role, :hash)
                on conflict do nothing\
                """)
            .param("name", name)
            .param("role", role.text())
            .param("hash", passwords.hash(password).value())
            .update();
    if (made == 0) {
      throw Refusal.conflict("name_taken", "There is a user '" + name + "'.")
          .onField("name")
          .asException();
    }
    return password;
  }

  /// Whether that is the user's password. Takes the same time when there is no such user.
  public boolean isPassword(@Nullable AdminUser user, Secret password) {
    return passwords.isRight(password, user == null ? null : user.passwordHash());
  }

  /// Gives the user a password of its own choice.
  ///
  /// @throws com.unifiedbx.pbx.kernel.RefusedException on `password`, when it is too easy or the
  ///   one before
  public void choose(AdminUser user, Secret password) {
    passwords.demandGood(password, user.name());
    if (passwords.isRight(password, user.passwordHash())) {
      throw Passwords.bad("That is the password you have: choose another.");
    }
    jdbc.sql(
            """
            update pbx.admin_user set password_hash = ?, must_change = false, changed_at = now()
            where name = ?\
            """)
        .params(passwords.hash(password).value(), user.name())
        .update();
  }

  public void signedIn(String name, Instant at) {
    jdbc.sql("update pbx.admin_user set last_sign_in_at = ? where name = ?")
        .params(at.atOffset(ZoneOffset.UTC), name)
        .update();
  }

  private static AdminUser user(ResultSet row, int at) throws SQLException {
    return new AdminUser(
        row.getString("name"),
        Role.of(row.getString("role")),
        new Secret(row.getString("password_hash")),
        row.getBoolean("enabled"),
        row.getBoolean("must_change"));
  }
}
