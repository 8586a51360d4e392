// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A row of the journal as it is in the database, which need not be as it was written. */
record JournalRow(
    long number,
    Instant at,
    String operationId,
    String planDigest,
    long fencingNumber,
    String event,
    String vcenter,
    String object,
    String step,
    String details,
    @Nullable String previousHash,
    String hash) {

  /** The row that an entry becomes behind that head. */
  static JournalRow behind(Head head, JournalEntry entry) {
    JournalRow row =
        new JournalRow(
            head.number() + 1,
            entry.at(),
            entry.operationId(),
            entry.planDigest(),
            entry.fencingNumber(),
            entry.event().name(),
            entry.vcenter(),
            entry.object(),
            entry.step(),
            Canonical.details(entry.details()),
            head.number() == 0 ? null : head.hash(),
            "");
    return row.withHash(Canonical.hash(head.hash(), row));
  }

  /** The row that a query is at. */
  static JournalRow of(ResultSet row, StatementContext context) throws SQLException {
    return new JournalRow(
        row.getLong("number"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("operation_id"),
        row.getString("plan_digest"),
        row.getLong("fencing_number"),
        row.getString("event"),
        row.getString("vcenter"),
        row.getString("object"),
        row.getString("step"),
        row.getString("details"),
        row.getString("previous_hash"),
        row.getString("hash"));
  }

  /** Where the journal ends when this is its last row. */
  Head head() {
    return new Head(number, hash);
  }

  /** True when it stands behind that head, and nothing in it was changed. */
  boolean follows(Head head) {
    String before = previousHash == null ? Canonical.GENESIS : previousHash;
    return number == head.number() + 1
        && before.equals(head.hash())
        && hash.equals(Canonical.hash(before, this));
  }

  /**
   * What the row tells.
   *
   * @throws IllegalArgumentException when it is not one that we wrote
   */
  JournalEntry entry() {
    Map<String, String> values = new TreeMap<>();
    try {
      for (Map.Entry<String, JsonElement> each :
          JsonParser.parseString(details).getAsJsonObject().entrySet()) {
        values.put(each.getKey(), each.getValue().getAsString());
      }
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
      throw new IllegalArgumentException("details of line " + number, e);
    }
    return new JournalEntry(
        number,
        at,
        operationId,
        planDigest,
        fencingNumber,
        JournalEvent.valueOf(event),
        vcenter,
        object,
        step,
        values);
  }

  private JournalRow withHash(String value) {
    return new JournalRow(
        number,
        at,
        operationId,
        planDigest,
        fencingNumber,
        event,
        vcenter,
        object,
        step,
        details,
        previousHash,
        value);
  }
}
