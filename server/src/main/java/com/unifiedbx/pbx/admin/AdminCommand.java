package com.unifiedbx.pbx.admin;

import com.unifiedbx.pbx.instance.DataOption;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
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

  @Command(
      name = "reset-password",
      mixinStandardHelpOptions = true,
      description = "Gives the user admin a new password for one sign-in and prints it.")
  static final class ResetPassword implements Callable<Integer> {

    @Mixin DataOption data = new DataOption();

    @Override
    public Integer call() {
      var database = data.database();
      var source = new PGSimpleDataSource();
      source.setUrl(database.jdbcUrl());
      source.setUser(database.application().user());
      source.setPassword(database.application().password().value());
      var password = new AdminUsers(source).reset();
      FirstPassword.of(data.existing()).write(password);
      System.out.println("User      " + AdminUsers.FIRST);
      System.out.println("Password  " + password.value());
      System.out.println("It works for one sign-in, which asks for another.");
      return 0;
    }
  }
}
