// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The leases in their table; a row stays when its lease is over. */
final class LeaseTable implements Leases {
  private final Database database;

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

  @Override
  public Optional<Lease> acquire(String resource, String holder, Duration length) {
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("no time: " + length);
    }
    return database.write(handle -> acquire(handle, resource, holder, length));
  }

  private static Optional<Lease> acquire(
      Handle handle, String resource, String holder, Duration length) {
    // Taken first, so that two who want the same lease, new or old, come one after the other.
    handle.execute("update fence set number = number + 1 where id = 1");
    Instant now = Database.now(handle);
    Optional<OffsetDateTime> end =
        handle
            .createQuery("select expires_at from lease where resource = :resource")
            .bind("resource", resource)
            .mapTo(OffsetDateTime.class)
            .findOne();
    if (end.isPresent() && end.get().toInstant().isAfter(now)) {
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

  @Override
  public boolean renew(Lease lease) {
    return database.write(
        handle -> {
          Instant now = Database.now(handle);
          return moveEnd(handle, lease, now, now.plus(lease.length()));
        });
  }

  @Override
  public void release(Lease lease) {
    database.write(
        handle -> {
          Instant now = Database.now(handle);
          return moveEnd(handle, lease, now, now);
        });
  }

  @Override
  public boolean holds(Lease lease) {
    return database.read(handle -> isHeld(handle, lease));
  }

  /** True while that lease is held, and until the end of the transaction nobody can take it. */
  static boolean isHeld(Handle handle, Lease lease) {
    Instant now = Database.now(handle);
    return handle
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
        .findOne()
        .filter(end -> end.toInstant().isAfter(now))
        .isPresent();
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
