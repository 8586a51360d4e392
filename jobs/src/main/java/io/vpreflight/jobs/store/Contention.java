// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What a database says when a transaction was not to be, and what is done then. */
final class Contention {
  private static final int TRIES = 8;

  /** The longest pause before the second try, in milliseconds; before each later one, twice it. */
  private static final int PAUSE = 20;

  private static final int LONGEST_PAUSE = 500;

  /**
   * Another transaction made a row first, cannot be serialized with this one, waits for it as this
   * one waits for it, or has kept a row for too long; in the words of the standard, of PostgreSQL
   * and of H2. After each of these nothing of the transaction is there.
   */
  private static final Set<String> OTHERS =
      Set.of("23505", "40001", "40P01", "55P03", "90131", "HYT00");

  /** What was to be written does not fit, or breaks a rule of the tables. */
  private static final Set<String> MISFITS = Set.of("22", "23");

  /** The server ended the connection: it was idle for too long, or is shutting down. */
  private static final Set<String> ENDED = Set.of("25P03", "57P01", "57P02", "57P03");

  private static final String CONNECTION = "08";

  /** The connection was lost before the commit: nothing of the transaction is there. */
  private static final class CutOff extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CutOff(RuntimeException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private Contention() {}

  /**
   * Does a transaction, and when others were at the same, or its connection was lost before its
   * commit, does it again a few times. What is lost in the commit is not: nobody knows whether it
   * was done.
   *
   * @param transaction begins and ends one, each time with another connection
   */
  static <T> T outlast(Supplier<T> transaction) {
    for (int tried = 1; ; tried++) {
      try {
        return transaction.get();
      } catch (RuntimeException e) {
        // What is lost after the commit is not begun anew: it is there.
        boolean isOver = e instanceof StoreException problem && problem.isLost();
        boolean again = !isOver && (isAnothers(e) || e instanceof CutOff);
        if (tried == TRIES || !again || !pause(tried)) {
          throw e;
        }
      }
    }
  }

  /** Does what a transaction consists of, to its last statement before the commit. */
  static <T> T beforeCommit(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw isConnections(e) ? new CutOff(e) : e;
    }
  }

  private static boolean isConnections(RuntimeException problem) {
    return any(
        problem,
        sql ->
            sql.getSQLState() != null
                && (ENDED.contains(sql.getSQLState()) || sql.getSQLState().startsWith(CONNECTION)));
  }

  /** True when it tells of what was to be done, and not of the store. */
  static boolean leavesTheStoreWell(RuntimeException problem) {
    return isAnothers(problem)
        || any(
            problem,
            sql ->
                (sql.getSQLState() != null
                        && sql.getSQLState().length() == 5
                        && MISFITS.contains(sql.getSQLState().substring(0, 2)))
                    || allConnectionsAreTaken(sql));
  }

  private static boolean isAnothers(RuntimeException problem) {
    return any(problem, sql -> sql.getSQLState() != null && OTHERS.contains(sql.getSQLState()));
  }

  /** A server that could not be reached would be its cause. */
  private static boolean allConnectionsAreTaken(SQLException problem) {
    return problem instanceof SQLTransientConnectionException && problem.getCause() == null;
  }

  private static boolean any(RuntimeException problem, Predicate<SQLException> wanted) {
    for (Throwable one = problem; one != null; one = one.getCause()) {
      if (one instanceof SQLException sql && wanted.test(sql)) {
        return true;
      }
    }
    return false;
  }

  /** Of different length for each, so that they do not meet again; false when it was cut short. */
  private static boolean pause(int tried) {
    int longest = Math.min(LONGEST_PAUSE, PAUSE << (tried - 1));
    try {
      TimeUnit.MILLISECONDS.sleep(1 + ThreadLocalRandom.current().nextInt(longest));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
