package com.unifiedbx.pbx.admin;

import com.unifiedbx.pbx.admin.users.AdminUsers;
import com.unifiedbx.pbx.admin.users.FirstPassword;
import com.unifiedbx.pbx.audit.Actor;
import com.unifiedbx.pbx.audit.AuditLog;
import com.unifiedbx.pbx.instance.DataOption;
import com.unifiedbx.pbx.kernel.Audited;
import com.unifiedbx.pbx.kernel.Secret;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `admin`: the administrators of an instance that runs.
@Command(
    name = "admin",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Manages the administrators.",
    subcommands = AdminCommand.ResetPassword.class)
public final class AdminCommand {

  /// An administrator got a new password.
  private record PasswordReset(String name) implements Audited {

    @Override
    public String operation() {
      return "admin.reset-password";
    }

    @Override
    public String object() {
      return "admin:" + name;
    }

    @Override
    public @Nullable Object before() {
      return null;
    }

    @Override
    public @Nullable Object after() {
      return null;
    }
  }

  @Command(
      name = "reset-password",
      mixinStandardHelpOptions = true,
      description = "Gives the user admin a new password for one sign-in and prints it.")
  static final class ResetPassword implements Callable<Integer> {

    @Mixin DataOption data = new DataOption();

    @Override
    public Integer call() {
      var password = reset();
      FirstPassword.of(data.existing()).write(password);
      System.out.println("User      " + AdminUsers.FIRST);
      System.out.println("Password  " + password.value());
      System.out.println("It works for one sign-in, which asks for another.");
      return 0;
    }

    /// With its row in the audit log, in one transaction.
    private Secret reset() {
      var directory = data.existing();
      var database = data.database();
      var login = database.application();
      var source =
          new SingleConnectionDataSource(
              database.jdbcUrl(), login.user(), login.password().value(), true);
      try {
        var audit =
            AuditLog.over(
                source, directory.secret("audit-key"), directory.auditHead(), Clock.systemUTC());
        var transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        var password =
            transaction.execute(status -> {
              audit.record(new PasswordReset(AdminUsers.FIRST), Actor.commandLine());
              return new AdminUsers(source).reset();
            });
        audit.saveHead();
        return Objects.requireNonNull(password);
      } finally {
        source.destroy();
      }
    }
  }
}
