// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that a disk stands on, base first, now or as a snapshot froze them; stateless. */
final class DiskChain {
  private DiskChain() {}

  /**
   * One file of a chain.
   *
   * @param path the descriptor, such as {@code [vmfs01] web/web-000001.vmdk}
   * @param bytes what it takes on the datastore
   * @param delta whether it stands on another file
   */
  record DiskFile(String path, long bytes, boolean delta) {}

  /** Returns the chain that the machine writes to. */
  static List<DiskFile> current(DiskScenario disk) {
    VmScenario vm = disk.vm();
    SnapshotScenario snapshot = vm.currentSnapshot();
    List<DiskFile> chain;
    int next = 1;
    if (snapshot == null || !disk.takesSnapshots() || disk.datastore().takesNativeSnapshots()) {
      chain = base(disk);
    } else {
      chain = frozen(disk, snapshot);
      next = vm.snapshotCount();
      chain.add(delta(disk, next++, snapshot.deltaBytes()));
    }
    for (int i = 0; i < disk.strayDeltas(); i++) {
      chain.add(delta(disk, next++, disk.strayDeltaBytes()));
    }
    return chain;
  }

  /** Returns the chain that a snapshot keeps. */
  static List<DiskFile> frozen(DiskScenario disk, @Nullable SnapshotScenario snapshot) {
    if (snapshot == null || !disk.takesSnapshots()) {
      return base(disk);
    }
    if (disk.datastore().takesNativeSnapshots()) {
      return new ArrayList<>(List.of(new DiskFile(numbered(disk, snapshot.id()), 0, false)));
    }
    SnapshotScenario parent = snapshot.parent();
    List<DiskFile> chain = frozen(disk, parent);
    if (snapshot.id() > 1) {
      chain.add(
          delta(
              disk,
              snapshot.id() - 1,
              parent == null ? snapshot.deltaBytes() : parent.deltaBytes()));
    }
    return chain;
  }

  private static List<DiskFile> base(DiskScenario disk) {
    List<DiskFile> chain = new ArrayList<>();
    for (String file : disk.cloneParents()) {
      chain.add(new DiskFile(file, disk.capacityBytes() / 3, !chain.isEmpty()));
    }
    chain.add(new DiskFile(disk.baseFile(), disk.usedBytes(), !chain.isEmpty()));
    return chain;
  }

  private static DiskFile delta(DiskScenario disk, int number, long bytes) {
    return new DiskFile(numbered(disk, number), bytes, true);
  }

  private static String numbered(DiskScenario disk, int number) {
    String base = disk.baseFile();
    String stem = base.endsWith(".vmdk") ? base.substring(0, base.length() - 5) : base;
    String digits = String.valueOf(1_000_000 + number).substring(1);
    return stem + "-" + digits + ".vmdk";
  }
}
