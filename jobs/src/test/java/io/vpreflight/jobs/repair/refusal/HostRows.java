// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.refusal.RefusalRows.Row;
import io.vpreflight.jobs.repair.refusal.RefusalRows.Stage;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.ATask;
import io.vpreflight.jobs.testing.AnEvent;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The rows of the repairs of hosts. */
final class HostRows {
  private HostRows() {}

  static void into(List<Row> rows) {
    for (RepairKind kind : List.of(RepairKind.POWER_UP_HOST, RepairKind.RECONNECT_HOST)) {
      row(rows, "host-set-aside", "in maintenance", kind, s -> s.host.inMaintenanceMode = true);
      unset(rows, "host-set-aside", "maintenance", kind, s -> s.host.inMaintenanceMode = null);
      unset(rows, "host-no-identity", "UUID", kind, s -> s.host.uuid = null);
      row(
          rows,
          "host-task-running",
          "one",
          kind,
          s -> s.inventory.tasks.add(ATask.on(s.host, "HostSystem.reconnect").build()));
      row(rows, "reading-stopped", "session lost", kind, s -> s.inventory.stopped("session-lost"));
    }
    wake(rows, "not-in-standby", "is on", s -> s.host.powerState = HostPowerState.POWERED_ON);
    wake(rows, "not-in-standby", "is off", s -> s.host.powerState = HostPowerState.POWERED_OFF);
    unset(
        rows,
        "not-in-standby",
        "power state",
        RepairKind.POWER_UP_HOST,
        s -> s.host.powerState = null);
    wake(
        rows,
        "host-disconnected",
        "is",
        s -> s.host.connectionState = HostConnectionState.DISCONNECTED);
    wake(
        rows,
        "power-managed",
        "by DPM",
        s -> s.inventory.clusters.set(0, AnInventory.aCluster(true, true)));
    unset(
        rows,
        "power-managed",
        "cluster",
        RepairKind.POWER_UP_HOST,
        s -> s.inventory.clusters.clear());
    unset(
        rows,
        "power-managed",
        "DPM",
        RepairKind.POWER_UP_HOST,
        s -> s.inventory.clusters.set(0, unsaid(s.inventory.clusters.get(0))));
    back(
        rows,
        "not-disconnected",
        "does not answer",
        s -> s.host.connectionState = HostConnectionState.NOT_RESPONDING);
    unset(
        rows,
        "not-disconnected",
        "connection state",
        RepairKind.RECONNECT_HOST,
        s -> s.host.connectionState = null);
    back(rows, "in-standby", "is", s -> s.host.powerState = HostPowerState.STAND_BY);
    unset(
        rows,
        "in-standby",
        "power state",
        RepairKind.RECONNECT_HOST,
        s -> s.host.powerState = null);
    back(rows, "disconnected-by-user", "asked for", s -> because(s, "userRequest"));
    back(rows, "disconnected-by-user", "reason unknown", s -> because(s, "unknown"));
    back(
        rows,
        "disconnected-by-user",
        "first a licence, then somebody",
        s -> s.inventory.events.add(event(s.host, "userRequest", 1).build()));
    unset(
        rows,
        "disconnected-by-user",
        "no event",
        RepairKind.RECONNECT_HOST,
        s -> s.inventory.events.clear());
    back(rows, "wants-secret", "thumbprint", s -> because(s, "sslThumbprintVerifyFailed"));
    back(rows, "wants-secret", "password", s -> because(s, "passwordDecryptFailure"));
  }

  /** As a host is that was put into standby. */
  static void asleep(AHost host) {
    host.powerState = HostPowerState.STAND_BY;
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    host.standbyMode = "in";
  }

  /** As a host is that vCenter let go of for want of a licence. */
  static void disconnected(AHost host, AnInventory inventory) {
    host.connectionState = HostConnectionState.DISCONNECTED;
    inventory.events.add(event(host, "licenseExpired", 5).build());
  }

  private static Cluster unsaid(Cluster c) {
    return new Cluster(
        c.ref(), c.name(), c.parent(), c.host(), null, null, null, null, null, c.unreadable());
  }

  private static void because(Stage stage, String reason) {
    stage.inventory.events.clear();
    stage.inventory.events.add(event(stage.host, reason, 5).build());
  }

  private static AnEvent event(AHost host, String reason, int hours) {
    return AnEvent.of("HostDisconnectedEvent")
        .about(host)
        .ago(Duration.ofHours(hours))
        .with("reason", reason);
  }

  private static void wake(List<Row> rows, String id, String name, Consumer<Stage> change) {
    row(rows, id, name, RepairKind.POWER_UP_HOST, change);
  }

  private static void back(List<Row> rows, String id, String name, Consumer<Stage> change) {
    row(rows, id, name, RepairKind.RECONNECT_HOST, change);
  }

  private static void row(
      List<Row> rows, String id, String name, RepairKind kind, Consumer<Stage> change) {
    rows.add(new Row(id, name, kind, false, change));
  }

  private static void unset(
      List<Row> rows, String id, String name, RepairKind kind, Consumer<Stage> change) {
    rows.add(new Row(id, "unset: " + name, kind, true, change));
  }
}
