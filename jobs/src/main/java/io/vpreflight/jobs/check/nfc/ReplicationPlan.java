// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;

/**
 * A host has more disks to replicate than it serves at a time: the others wait their turn. A plan
 * for those who schedule a migration, not a fault of the host.
 */
public final class ReplicationPlan implements ObjectCheck<Host> {
  private static final CheckInfo INFO =
      CheckInfo.of("host.nfc.replication-plan", "queues")
          .requires(VmProperty.DEVICES, VmProperty.HOST)
          .mayRead(HostProperty.PRODUCT)
          .seedRows("002-24")
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<Host> subject() {
    return Subject.HOST;
  }

  @Override
  public List<Outcome> check(Host host, Scene scene) {
    DisksByHost.Load load = DisksByHost.in(scene).on(host);
    int atATime = NfcBudget.disksAtATime();
    if (load.disks() > atATime) {
      return Outcome.hit("queues")
          .with(load.disks(), load.machines(), atATime, load.disks() - atATime)
          .evidence("config.hardware.device", load.disks())
          .evidence("disksAtATime", atATime)
          .evidence("source", NfcBudget.source())
          .evidence("streamsOfTheHost", NfcBudget.streams(host.summary().version()))
          .only();
    }
    return load.unknown() > 0
        ? Outcome.undetermined("reason.nfc.disks-unknown", load.unknown())
        : List.of();
  }
}
