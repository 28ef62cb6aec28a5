package com.unifiedbx.pbx.calls.control;

import com.unifiedbx.pbx.calls.Call;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/// Tells the audit log which commands were carried out.
///
/// Afterwards, for no transaction may wait for Asterisk. While the database is away calls can be
/// controlled all the same; the server's log then has the line.
@Component
class CommandLog {

  private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);

  private final ApplicationEventPublisher publisher;
  private final TransactionOperations transactions;

  CommandLog(ApplicationEventPublisher publisher, TransactionOperations transactions) {
    this.publisher = publisher;
    this.transactions = transactions;
  }

  void write(String operation, Call before, Call after, @Nullable Object order) {
    var command = Command.of(operation, before, after, order);
    try {
      transactions.executeWithoutResult(_ -> publisher.publishEvent(command));
    } catch (DataAccessException | TransactionException away) {
      LOG.warn("Not in the audit log: {} of {}", command.operation(), command.object());
    }
  }
}
