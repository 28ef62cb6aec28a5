package com.unifiedbx.pbx.applications.command;

import com.unifiedbx.pbx.applications.Applications;
import com.unifiedbx.pbx.audit.Actor;
import com.unifiedbx.pbx.audit.AuditLog;
import com.unifiedbx.pbx.instance.DataOption;
import com.unifiedbx.pbx.kernel.Audited;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What all `app` commands share: the instance that is meant, and how the answer is printed.
final class AppConnection {

  @Mixin DataOption data = new DataOption();

  @Option(names = "--json", description = "Print JSON, for programs.")
  boolean json;

  /// Works on the applications of the instance, over one connection; each change gets its row in
  /// the audit log, by whoever sits here.
  <T> T with(Function<Applications, T> work) {
    var directory = data.existing();
    var database = data.database();
    var login = database.application();
    var source =
        new SingleConnectionDataSource(
            database.jdbcUrl(), login.user(), login.password().value(), true);
    try {
      var clock = Clock.systemUTC();
      var audit =
          AuditLog.over(source, directory.secret("audit-key"), directory.auditHead(), clock);
      var applications =
          Applications.over(
              source,
              directory.secret("pepper"),
              clock,
              event -> {
                if (event instanceof Audited change) {
                  audit.record(change, Actor.commandLine());
                }
              });
      var result = work.apply(applications);
      audit.saveHead();
      return result;
    } finally {
      source.destroy();
    }
  }

  AppPrinter printer() {
    return new AppPrinter(System.out, json);
  }
}
