// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.time.OffsetDateTime;
import java.util.Optional;

/** Wishes to stop in their table, where every node can see them. */
final class CancelTable implements CancelRequests {
  private final Database database;

  CancelTable(Database database) {
    this.database = database;
  }

  @Override
  public void ask(CancelRequest request) {
    String id = CancelRequests.checked(request.operationId());
    database.write(
        handle -> {
          handle
              .createUpdate("delete from cancel_request where operation_id = :id")
              .bind("id", id)
              .execute();
          return handle
              .createUpdate(
                  """
                  insert into cancel_request (operation_id, asked_by, reason, at)
                  values (:id, :by, :reason, :at)
                  """)
              .bind("id", id)
              .bind("by", request.by())
              .bind("reason", request.reason())
              .bind("at", Database.time(request.at()))
              .execute();
        });
  }

  @Override
  public Optional<CancelRequest> find(String operationId) {
    String id = CancelRequests.checked(operationId);
    return database.read(
        handle ->
            handle
                .createQuery("select * from cancel_request where operation_id = :id")
                .bind("id", id)
                .map(
                    (row, context) ->
                        new CancelRequest(
                            id,
                            row.getString("asked_by"),
                            row.getString("reason"),
                            row.getObject("at", OffsetDateTime.class).toInstant()))
                .findOne());
  }

  @Override
  public void forget(String operationId) {
    String id = CancelRequests.checked(operationId);
    database.write(
        handle ->
            handle
                .createUpdate("delete from cancel_request where operation_id = :id")
                .bind("id", id)
                .execute());
  }
}
