package org.pxebootstack.boothandler.database;

import java.sql.SQLException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why there is no database in place of a stack trace. */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
    return new FailureAnalysis(
        "the database can't be used: " + cause.getMessage(),
        "correct DATABASE_URL, DATABASE_USER and DATABASE_PASSWORD, or unset them to keep the state"
            + " in state.db in the state directory, which must be writable",
        cause);
  }
}
