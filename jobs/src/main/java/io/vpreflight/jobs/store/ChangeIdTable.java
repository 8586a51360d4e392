// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.ChangeIdMemory;
import io.vpreflight.jobs.check.ShownChangeId;
import io.vpreflight.vsphere.inventory.MoRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** ChangeIds in their table: one row for each epoch of a disk. */
final class ChangeIdTable implements ChangeIds {
  private static final String VM = "VirtualMachine";
  private static final String SNAPSHOT = "VirtualMachineSnapshot";

  private final Database database;

  ChangeIdTable(Database database) {
    this.database = database;
  }

  @Override
  public ChangeIdMemory known() {
    Map<String, List<ShownChangeId>> known = new HashMap<>();
    database.read(
        handle -> {
          handle
              .createQuery("select * from change_id")
              .map((row, context) -> Map.entry(row.getString("vcenter"), shown(row)))
              .forEach(
                  row ->
                      known
                          .computeIfAbsent(row.getKey(), vcenter -> new ArrayList<>())
                          .add(row.getValue()));
          return known.size();
        });
    return vcenter -> known.getOrDefault(vcenter, List.of());
  }

  private static ShownChangeId shown(ResultSet row) throws SQLException {
    return new ShownChangeId(
        new MoRef(VM, row.getString("vm")),
        row.getInt("disk_key"),
        row.getString("disk_uuid"),
        row.getObject("seen_at", OffsetDateTime.class).toInstant(),
        new MoRef(SNAPSHOT, row.getString("snapshot")),
        row.getString("name"),
        row.getObject("create_time", OffsetDateTime.class).toInstant(),
        row.getString("change_id"));
  }

  @Override
  public void add(String vcenter, List<ShownChangeId> shown) {
    if (shown.isEmpty()) {
      return;
    }
    database.writeInLine(
        handle -> {
          Set<ShownChangeId.Identity> known = identities(handle, vcenter);
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  insert into change_id
                    (vcenter, vm, disk_key, disk_uuid, epoch, seen_at, snapshot, name, create_time,
                     change_id)
                  values
                    (:vcenter, :vm, :key, :uuid, :epoch, :seen, :snapshot, :name, :created, :id)
                  """);
          for (ShownChangeId one : shown) {
            ShownChangeId.Identity identity = one.identity();
            if (known.add(identity)) {
              batch
                  .bind("vcenter", vcenter)
                  .bind("vm", one.vm().moId())
                  .bind("key", one.diskKey())
                  .bind("uuid", one.diskUuid())
                  .bind("epoch", identity.epoch())
                  .bind("seen", Database.time(one.seenAt()))
                  .bind("snapshot", one.snapshot().moId())
                  .bind("name", one.snapshotName())
                  .bind("created", Database.time(one.createTime()))
                  .bind("id", one.changeId())
                  .add();
            }
          }
          return batch.size() == 0 ? 0 : batch.execute().length;
        });
  }

  private static Set<ShownChangeId.Identity> identities(Handle handle, String vcenter) {
    return new HashSet<>(
        handle
            .createQuery(
                "select vm, disk_key, disk_uuid, epoch from change_id where vcenter = :vcenter")
            .bind("vcenter", vcenter)
            .map(
                (row, context) ->
                    new ShownChangeId.Identity(
                        new MoRef(VM, row.getString("vm")),
                        row.getInt("disk_key"),
                        row.getString("disk_uuid"),
                        row.getString("epoch")))
            .list());
  }

  @Override
  public void retain(String vcenter, Set<MoRef> there) {
    database.writeInLine(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch("delete from change_id where vcenter = :vcenter and vm = :vm");
          handle
              .createQuery("select distinct vm from change_id where vcenter = :vcenter")
              .bind("vcenter", vcenter)
              .mapTo(String.class)
              .list()
              .stream()
              .filter(vm -> !there.contains(new MoRef(VM, vm)))
              .forEach(vm -> batch.bind("vcenter", vcenter).bind("vm", vm).add());
          return batch.size() == 0 ? 0 : batch.execute().length;
        });
  }
}
