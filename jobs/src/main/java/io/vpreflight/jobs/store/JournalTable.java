// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The journal in its table. There is no statement here, or anywhere, that changes a row of it. */
final class JournalTable implements Journal {
  /** An operation that begins needs room to tell how it went on, some hundred lines. */
  private static final long ROOM = 4L << 20;

  private static final int FETCH = 500;

  private final Database database;
  private final HeadFile headFile;
  private Head last = Head.NONE;
  private @Nullable String broken;

  JournalTable(Database database, HeadFile headFile) {
    this.database = database;
    this.headFile = headFile;
  }

  /**
   * Verifies everything, and makes ready to append.
   *
   * @throws StoreException when the journal is not as it was written
   */
  synchronized void begin() {
    JournalCheck check = checked();
    Verification verification = check.result(0);
    Text problem = verification.problem();
    if (problem != null) {
      throw new StoreException(StoreException.Kind.JOURNAL, refused(problem), null);
    }
    last = check.last();
    headFile.settle(last);
  }

  private Text refused(Text problem) {
    return headFile.isShared()
        ? Text.of(
            "store.server-refused",
            database.dialect().place(),
            problem,
            HeadFile.seenIn(headFile.folder()).toString())
        : Text.of("store.refused", headFile.folder().toString(), problem);
  }

  @Override
  public long append(JournalEntry entry) {
    return append(entry, handle -> !LeaseTable.isOutnumbered(handle, entry.fencingNumber()));
  }

  @Override
  public long append(JournalEntry entry, Lease lease) {
    if (entry.fencingNumber() != lease.fencingNumber()) {
      throw new IllegalArgumentException("not the fencing number of the lease");
    }
    return append(entry, handle -> LeaseTable.isHeld(handle, lease));
  }

  private synchronized long append(JournalEntry entry, Predicate<Handle> allowed) {
    if (broken != null) {
      throw failed(broken, null);
    }
    if (entry.event() == JournalEvent.STARTED || entry.event() == JournalEvent.INTENT) {
      requireRoom();
    }
    JournalRow row;
    try {
      row =
          database.write(
              handle -> {
                LeaseTable.line(handle);
                Head end = end(handle);
                if (!allowed.test(handle)) {
                  throw new StoreException(
                      StoreException.Kind.LEASE_LOST, Text.of("store.lease-lost"), null);
                }
                JournalRow next = JournalRow.behind(end, entry);
                insert(handle, next);
                return next;
              });
      headFile.write(row.head());
    } catch (StoreException e) {
      if (e.isLost()) {
        broken = Database.reason(e);
      }
      throw e;
    }
    last = row.head();
    return row.number();
  }

  /**
   * Where the journal ends now: others may have appended to it since we looked. What they did is
   * held against what we know, so that a journal put back from an older copy under our hands is
   * found.
   */
  private Head end(Handle handle) {
    JournalCheck check = JournalCheck.behind(last);
    try (Stream<JournalRow> rows =
        handle
            .createQuery("select * from journal where number >= :from order by number")
            .bind("from", last.number())
            .map(JournalRow::of)
            .stream()) {
      check.next(rows);
    }
    Text problem = check.result(0).problem();
    if (problem != null) {
      throw new StoreException(StoreException.Kind.JOURNAL, refused(problem), null);
    }
    return check.last();
  }

  @Override
  public List<JournalEntry> of(String operationId) {
    return entries(
        "select * from journal where operation_id = :value order by number", operationId);
  }

  @Override
  public List<JournalEntry> ofPlan(String planDigest) {
    return entries("select * from journal where plan_digest = :value order by number", planDigest);
  }

  @Override
  public List<JournalLine> page(String operationId, long after, int atMost) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select * from journal where number > :after"
                        + " and (:operation = '' or operation_id = :operation)"
                        + " order by number limit :atMost")
                .bind("after", after)
                .bind("operation", operationId)
                .bind("atMost", atMost)
                .map(JournalRow::of)
                .list()
                .stream()
                .map(JournalTable::line)
                .toList());
  }

  private static JournalLine line(JournalRow row) {
    return new JournalLine(
        row.entry(),
        row.previousHash() == null ? Canonical.GENESIS : row.previousHash(),
        row.hash());
  }

  @Override
  public void each(Consumer<JournalLine> reader) {
    database.read(
        handle -> {
          try (Stream<JournalRow> rows = rows(handle)) {
            rows.map(JournalTable::line).forEach(reader);
          }
          return 0;
        });
  }

  /** Whoever appends does not wait for it. */
  @Override
  public Verification verify() {
    long before = written();
    JournalCheck check = checked();
    return check.result(written() - before);
  }

  private synchronized long written() {
    return last.number();
  }

  private JournalCheck checked() {
    JournalCheck[] begun = {headFile.check()};
    try {
      database.read(
          handle -> {
            // Done again, it begins with the first line.
            JournalCheck check = headFile.check();
            begun[0] = check;
            try (Stream<JournalRow> rows = rows(handle)) {
              check.next(rows);
              return 0;
            }
          });
    } catch (StoreException e) {
      begun[0].unreadable(Database.reason(e));
    }
    return begun[0];
  }

  private List<JournalEntry> entries(String sql, String value) {
    return database.read(
        handle ->
            handle.createQuery(sql).bind("value", value).map(JournalRow::of).list().stream()
                .map(JournalRow::entry)
                .toList());
  }

  private static Stream<JournalRow> rows(Handle handle) {
    Query query = handle.createQuery("select * from journal order by number").setFetchSize(FETCH);
    return query.map(JournalRow::of).stream();
  }

  private static void insert(Handle handle, JournalRow row) {
    handle
        .createUpdate(
            """
            insert into journal (number, at, operation_id, plan_digest, fencing_number, event,
              vcenter, object, step, details, previous_number, previous_hash, hash)
            values (:number, :at, :operation, :plan, :fencing, :event,
              :vcenter, :object, :step, :details, :previousNumber, :previousHash, :hash)
            """)
        .bind("number", row.number())
        .bind("at", Database.time(row.at()))
        .bind("operation", row.operationId())
        .bind("plan", row.planDigest())
        .bind("fencing", row.fencingNumber())
        .bind("event", row.event())
        .bind("vcenter", row.vcenter())
        .bind("object", row.object())
        .bind("step", row.step())
        .bind("details", row.details())
        .bind("previousNumber", row.previousHash() == null ? null : (Long) (row.number() - 1))
        .bind("previousHash", row.previousHash())
        .bind("hash", row.hash())
        .execute();
  }

  private void requireRoom() {
    long left;
    try {
      left = room();
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    }
    if (left < ROOM) {
      throw new StoreException(
          StoreException.Kind.WRITE,
          Text.of("store.full", headFile.folder().toString(), new Bytes(left), new Bytes(ROOM)),
          null);
    }
  }

  /** False when nothing could begin for want of room, or nobody can tell how much there is. */
  boolean hasRoom() {
    try {
      return room() >= ROOM;
    } catch (IOException e) {
      return false;
    }
  }

  private long room() throws IOException {
    return Files.getFileStore(headFile.folder()).getUsableSpace();
  }

  private StoreException failed(String reason, @Nullable Throwable cause) {
    return new StoreException(
        StoreException.Kind.WRITE,
        Text.of("store.write", database.dialect().place(), reason),
        cause);
  }
}
