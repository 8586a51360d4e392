// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Plans and approvals in their tables. */
final class PlanTable implements Plans {
  private static final Pattern BEGINNING = Pattern.compile("[0-9a-f]{1,64}");

  private final Database database;

  PlanTable(Database database) {
    this.database = database;
  }

  @Override
  public void save(StoredPlan plan) {
    database.write(
        handle ->
            isThere(handle, "select digest from plan", "digest", plan.digest())
                || insert(handle, plan));
  }

  @Override
  public Optional<StoredPlan> find(String digestOrPrefix) {
    if (!BEGINNING.matcher(digestOrPrefix).matches()) {
      return Optional.empty();
    }
    List<StoredPlan> found =
        database.read(
            handle ->
                handle
                    .createQuery("select * from plan where digest like :beginning order by digest")
                    .bind("beginning", digestOrPrefix + "%")
                    .map(PlanTable::plan)
                    .list());
    if (found.size() > 1) {
      throw new StoreException(
          StoreException.Kind.AMBIGUOUS,
          Text.of("store.ambiguous", digestOrPrefix, found.get(0).digest(), found.get(1).digest()),
          null);
    }
    return found.stream().findFirst();
  }

  @Override
  public List<StoredPlan> list() {
    return database.read(
        handle ->
            handle
                .createQuery("select * from plan order by created_at desc, digest")
                .map(PlanTable::plan)
                .list());
  }

  @Override
  public boolean change(String digest, String expectedState, String newState) {
    return database.write(
        handle ->
            handle
                    .createUpdate(
                        "update plan set state = :new where digest = :digest and state = :expected")
                    .bind("new", newState)
                    .bind("digest", digest)
                    .bind("expected", expectedState)
                    .execute()
                == 1);
  }

  @Override
  public boolean saveApproval(Approval approval) {
    return database.write(
        handle ->
            isThere(handle, "select digest from plan", "digest", approval.planDigest())
                && !isThere(
                    handle,
                    "select plan_digest from approval",
                    "plan_digest",
                    approval.planDigest())
                && insert(handle, approval));
  }

  @Override
  public boolean replaceApproval(Approval before, Approval approval) {
    return database.write(
        handle ->
            handle
                        .createUpdate(
                            "delete from approval where plan_digest = :digest and signature = :old")
                        .bind("digest", approval.planDigest())
                        .bind("old", before.signature())
                        .execute()
                    == 1
                && insert(handle, approval));
  }

  @Override
  public Optional<Approval> approval(String digest) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from approval where plan_digest = :digest")
                .bind("digest", digest)
                .map(PlanTable::approval)
                .findOne());
  }

  private static boolean isThere(Handle handle, String select, String column, String digest) {
    return handle
        .createQuery(select + " where " + column + " = :digest")
        .bind("digest", digest)
        .mapTo(String.class)
        .findOne()
        .isPresent();
  }

  private static boolean insert(Handle handle, StoredPlan plan) {
    return handle
            .createUpdate(
                """
                insert into plan (digest, kind, json, planner, created_at, expires_at, state)
                values (:digest, :kind, :json, :planner, :createdAt, :expiresAt, :state)
                """)
            .bind("digest", plan.digest())
            .bind("kind", plan.kind())
            .bind("json", plan.json())
            .bind("planner", plan.planner())
            .bind("createdAt", Database.time(plan.createdAt()))
            .bind("expiresAt", Database.time(plan.expiresAt()))
            .bind("state", plan.state())
            .execute()
        == 1;
  }

  private static boolean insert(Handle handle, Approval approval) {
    return handle
            .createUpdate(
                """
                insert into approval
                  (plan_digest, approver, authenticated, reason, at, public_key, signature)
                values
                  (:digest, :approver, :authenticated, :reason, :at, :publicKey, :signature)
                """)
            .bind("digest", approval.planDigest())
            .bind("approver", approval.approver())
            .bind("authenticated", approval.authenticated())
            .bind("reason", approval.reason())
            .bind("at", Database.time(approval.at()))
            .bind("publicKey", approval.publicKey())
            .bind("signature", approval.signature())
            .execute()
        == 1;
  }

  private static StoredPlan plan(ResultSet row, StatementContext context) throws SQLException {
    return new StoredPlan(
        row.getString("digest"),
        row.getString("kind"),
        row.getString("json"),
        row.getString("planner"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getString("state"));
  }

  private static Approval approval(ResultSet row, StatementContext context) throws SQLException {
    return new Approval(
        row.getString("plan_digest"),
        row.getString("approver"),
        row.getBoolean("authenticated"),
        row.getString("reason"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("public_key"),
        row.getString("signature"));
  }
}
