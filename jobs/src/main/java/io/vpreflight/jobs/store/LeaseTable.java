// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The leases in their table; a row stays when its lease is over. Safe for several threads. */
final class LeaseTable {
  /**
   * Where several nodes use a store, one of them repairs at a time: whoever has the lease of this.
   */
  private static final String REPAIRS = "repairs";

  private final Database database;
  private @Nullable Lease repairs;
  private int runs;

  LeaseTable(Database database) {
    this.database = database;
  }

  /**
   * Ends every lease: whoever opens a store alone knows that the one who had it before is gone, and
   * its leases with it.
   */
  void endAll() {
    database.write(
        handle -> {
          OffsetDateTime now = Database.time(Database.now(handle));
          return handle
              .createUpdate("update lease set expires_at = :now where expires_at > :now")
              .bind("now", now)
              .execute();
        });
  }

  /**
   * Where several nodes use the store, makes this one the only one that repairs: how many machines
   * and datastores are worked on at once is counted in one process. Its runs share a turn.
   *
   * @throws StoreException when another one repairs, with who that is
   */
  synchronized Turn begin(String holder, Duration length) {
    if (!database.isShared()) {
      return new Turn(this, null);
    }
    Lease held = repairs;
    Lease turn =
        database.write(
            handle -> {
              line(handle);
              return held != null && keeps(handle, held)
                  ? held
                  : acquire(handle, REPAIRS, holder, length).orElseThrow(() -> elsewhere(handle));
            });
    runs = turn.equals(held) ? runs + 1 : 1;
    repairs = turn;
    return new Turn(this, turn);
  }

  private StoreException elsewhere(Handle handle) {
    return new StoreException(
        StoreException.Kind.IN_USE,
        Text.of(
            "store.repairs-elsewhere",
            database.dialect().place(),
            handle
                .createQuery("select holder from lease where resource = :resource")
                .bind("resource", REPAIRS)
                .mapTo(String.class)
                .one(),
            end(handle, REPAIRS).orElseThrow()),
        null);
  }

  /** True while some node repairs. */
  boolean isRepairing() {
    return database.read(
        handle -> {
          Instant now = Database.now(handle);
          return end(handle, REPAIRS).filter(end -> end.isAfter(now)).isPresent();
        });
  }

  /** True while a node repairs that is not this one. */
  synchronized boolean isRepairingElsewhere() {
    long own = repairs == null ? 0 : repairs.fencingNumber();
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select 1 from lease where resource = :resource and fencing_number <> :own
                      and expires_at > :now
                    """)
                .bind("resource", REPAIRS)
                .bind("own", own)
                .bind("now", Database.time(Database.now(handle)))
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** A run of that turn is over; when it was the last one, another node may repair. */
  synchronized void end(Lease turn) {
    if (turn.equals(repairs) && --runs == 0) {
      end();
    }
  }

  /** Lets another node repair. */
  synchronized void end() {
    Lease held = repairs;
    if (held != null) {
      repairs = null;
      try {
        release(held);
      } catch (StoreException e) {
        // It ends by itself.
      }
    }
  }

  /**
   * Puts whoever appends to the journal or wants a lease in a line, until the end of the
   * transaction: what is appended stands in one chain, and no lease is given while an intent is
   * written.
   */
  static void line(Handle handle) {
    handle.createQuery("select number from fence where id = 1 for update").mapTo(Long.class).one();
  }

  /**
   * True when a turn has begun after that number was given: whoever has it is not the one who
   * repairs any more.
   */
  static boolean isOutnumbered(Handle handle, long fencingNumber) {
    return fencingNumber > 0
        && handle
            .createQuery(
                "select 1 from lease where resource = :resource and fencing_number > :number")
            .bind("resource", REPAIRS)
            .bind("number", fencingNumber)
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
  }

  private static Optional<Instant> end(Handle handle, String resource) {
    return handle
        .createQuery("select expires_at from lease where resource = :resource")
        .bind("resource", resource)
        .mapTo(OffsetDateTime.class)
        .findOne()
        .map(OffsetDateTime::toInstant);
  }

  private static Optional<Lease> acquire(
      Handle handle, String resource, String holder, Duration length) {
    handle.execute("update fence set number = number + 1 where id = 1");
    Instant now = Database.now(handle);
    Optional<Instant> end = end(handle, resource);
    if (end.isPresent() && end.get().isAfter(now)) {
      return Optional.empty();
    }
    long number =
        handle.createQuery("select number from fence where id = 1").mapTo(Long.class).one();
    Instant until = now.plus(length);
    String sql =
        end.isPresent()
            ? """
              update lease set holder = :holder, fencing_number = :number, expires_at = :until
              where resource = :resource
              """
            : """
              insert into lease (resource, holder, fencing_number, expires_at)
              values (:resource, :holder, :number, :until)
              """;
    handle
        .createUpdate(sql)
        .bind("resource", resource)
        .bind("holder", holder)
        .bind("number", number)
        .bind("until", Database.time(until))
        .execute();
    return Optional.of(new Lease(resource, holder, number, length, until));
  }

  /** {@link Turn#acquire}. */
  Optional<Lease> acquire(@Nullable Lease turn, String resource, String holder, Duration length) {
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("no time: " + length);
    }
    return database.write(
        handle -> {
          line(handle);
          return keeps(handle, turn) ? acquire(handle, resource, holder, length) : Optional.empty();
        });
  }

  /** {@link Turn#renew}. */
  boolean renew(@Nullable Lease turn, Lease lease) {
    return database.write(handle -> keeps(handle, turn) && keeps(handle, lease));
  }

  /** {@link Leases#release}. */
  void release(Lease lease) {
    database.write(
        handle -> {
          Instant now = Database.now(handle);
          return moveEnd(handle, lease, now, now);
        });
  }

  /** {@link Leases#holds}. */
  boolean holds(Lease lease) {
    return database.read(handle -> isHeld(handle, lease));
  }

  /** Moves its end, when it is held; nothing has no end. */
  private static boolean keeps(Handle handle, @Nullable Lease held) {
    if (held == null) {
      return true;
    }
    Instant now = Database.now(handle);
    return moveEnd(handle, held, now, now.plus(held.length()));
  }

  /** True while that lease is held, and until the end of the transaction nobody can take it. */
  static boolean isHeld(Handle handle, Lease lease) {
    Optional<OffsetDateTime> until =
        handle
            .createQuery(
                """
            select expires_at from lease
            where resource = :resource and holder = :holder and fencing_number = :number
            for update
            """)
            .bind("resource", lease.resource())
            .bind("holder", lease.holder())
            .bind("number", lease.fencingNumber())
            .mapTo(OffsetDateTime.class)
            .findOne();
    // Asked last: it may have taken a while to be let in.
    Instant now = Database.now(handle);
    return until.filter(end -> end.toInstant().isAfter(now)).isPresent();
  }

  private static boolean moveEnd(Handle handle, Lease lease, Instant now, Instant end) {
    return handle
            .createUpdate(
                """
                update lease set expires_at = :end
                where resource = :resource and holder = :holder and fencing_number = :number
                  and expires_at > :now
                """)
            .bind("end", Database.time(end))
            .bind("resource", lease.resource())
            .bind("holder", lease.holder())
            .bind("number", lease.fencingNumber())
            .bind("now", Database.time(now))
            .execute()
        == 1;
  }
}
