// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.chain;

import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.DiskChain;
import io.vpreflight.vsphere.inventory.FileLayout;
import io.vpreflight.vsphere.inventory.LayoutFile;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.SnapshotInfo;
import io.vpreflight.vsphere.inventory.SnapshotLayout;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A machine whose one disk has snapshots one after the other, as vCenter describes it. */
public final class AChain {
  private AChain() {}

  /**
   * A machine with that many snapshots, the oldest of as many days, the newest of one. Its base
   * takes 40 GiB, each delta as many GiB as its number.
   */
  public static AVm of(String name, int snapshots) {
    AVm vm = AVm.named(name);
    List<LayoutFile> files = new ArrayList<>();
    List<List<Integer>> chain = new ArrayList<>();
    for (int i = 0; i <= snapshots; i++) {
      String file = "[vmfs01] " + name + "/" + name + (i == 0 ? "" : "-" + i);
      long bytes = (i == 0 ? 40L : i) << 30;
      files.add(new LayoutFile(2 * i, file + ".vmdk", "diskDescriptor", 600, true));
      files.add(new LayoutFile(2 * i + 1, file + "-flat.vmdk", "diskExtent", bytes, true));
      chain.add(List.of(2 * i, 2 * i + 1));
    }
    List<SnapshotLayout> layouts = new ArrayList<>();
    List<SnapshotNode> children = List.of();
    for (int i = snapshots; i >= 1; i--) {
      layouts.add(
          new SnapshotLayout(
              snapshot(name, i), -1, -1, List.of(new DiskChain(2000, chain.subList(0, i)))));
      children =
          List.of(
              new SnapshotNode(
                  snapshot(name, i),
                  "s" + i,
                  null,
                  i,
                  AnInventory.NOW.minus(Duration.ofDays(snapshots + 1L - i)),
                  VmPowerState.POWERED_ON,
                  false,
                  children));
    }
    vm.layoutEx =
        new FileLayout(files, List.of(new DiskChain(2000, chain)), layouts, AnInventory.NOW);
    vm.snapshot = snapshots == 0 ? null : new SnapshotInfo(snapshot(name, snapshots), children);
    return vm;
  }

  private static MoRef snapshot(String name, int number) {
    return new MoRef("VirtualMachineSnapshot", "snapshot-" + name + "-" + number);
  }
}
