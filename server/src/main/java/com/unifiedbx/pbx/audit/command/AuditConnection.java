package com.unifiedbx.pbx.audit.command;

import com.unifiedbx.pbx.audit.AuditLog;
import com.unifiedbx.pbx.instance.DataOption;
import com.unifiedbx.pbx.instance.InstanceException;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Mixin;

/// What all `audit` commands share: the instance that is meant.
final class AuditConnection {

  @Mixin DataOption data = new DataOption();

  <T> T with(Function<AuditLog, T> work) {
    var directory = data.existing();
    var database = data.database();
    var login = database.application();
    var source =
        new SingleConnectionDataSource(
            database.jdbcUrl(), login.user(), login.password().value(), true);
    try {
      return work.apply(
          AuditLog.over(
              source, directory.secret("audit-key"), directory.auditHead(), Clock.systemUTC()));
    } catch (BadSqlGrammarException e) {
      throw new InstanceException(
          "The audit log can't be read: its table is gone, or is not as this program made it.", e);
    } finally {
      source.destroy();
    }
  }
}
