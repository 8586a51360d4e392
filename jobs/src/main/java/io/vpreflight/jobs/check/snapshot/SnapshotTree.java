// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.List;

/** The snapshots that a virtual machine shows. */
final class SnapshotTree {
  private SnapshotTree() {}

  /** Parents before children; empty when there is none, which vCenter says by leaving it unset. */
  static List<SnapshotNode> of(VirtualMachine vm) {
    return vm.snapshot() == null ? List.of() : vm.snapshot().all();
  }
}
