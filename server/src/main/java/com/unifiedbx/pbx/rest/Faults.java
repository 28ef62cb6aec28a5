package com.unifiedbx.pbx.rest;

import com.unifiedbx.pbx.kernel.Refusal;
import com.unifiedbx.pbx.kernel.RefusedException;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/// What a broken world is called outside: the database away, or a fault of ours. Shared by both
/// transports.
public final class Faults {

  private static final Logger log = LoggerFactory.getLogger(Faults.class);

  private Faults() {}

  /// The refusal that stands for the exception. Logs it: a fault with its stack, the database's
  /// absence in one line.
  public static Refusal refusal(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedException refused) {
        return refused.refusal();
      }
      // Tomcat could not read the parameters. Its text repeats their values, so it is not for the
      // log.
      if (cause instanceof InvalidParameterException) {
        return Refusal.of(
            Refusal.Kind.UNREADABLE,
            "invalid_request",
            "The form or the query string can't be read, or is too large.");
      }
      if (isDatabaseAway(cause)) {
        log.warn("The database is away: {}", cause.getMessage());
        return Refusal.unavailable(
            "database_unavailable", "The database is away; try again.", Duration.ofSeconds(2));
      }
    }
    log.error("Request failed", fault);
    return Refusal.of(
        Refusal.Kind.INTERNAL,
        "internal_error",
        "Something broke here; the log tells, by request id.");
  }

  private static boolean isDatabaseAway(Throwable cause) {
    return cause instanceof DataAccessResourceFailureException
        || cause instanceof TransientDataAccessException
        || cause instanceof CannotCreateTransactionException
        || (cause instanceof SQLException sql && isAway(sql.getSQLState()));
  }

  /// Classes 08 (connection exception) and 57P (operator intervention) of PostgreSQL's error codes.
  private static boolean isAway(@Nullable String state) {
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }
}
