// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report.chain;

import io.vpreflight.vsphere.inventory.ObjectRef;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the disks of one virtual machine rest on, and its snapshots beside them.
 *
 * @param vm whose they are
 * @param disks in the order of their keys
 * @param snapshots roots of the tree
 */
public record VmChains(ObjectRef vm, List<Disk> disks, List<Snapshot> snapshots) {
  public VmChains {
    disks = List.copyOf(disks);
    snapshots = List.copyOf(snapshots);
  }

  /**
   * A disk.
   *
   * @param key its device key
   * @param label such as {@code Hard disk 1}
   * @param links base first; the last one is the one that is written to
   */
  public record Disk(int key, String label, List<Link> links) {
    public Disk {
      links = List.copyOf(links);
    }
  }

  /**
   * One link of a chain.
   *
   * @param file {@code [datastore] folder/file.vmdk}
   * @param bytes room that it takes; null when unknown, or when the storage does not say
   * @param since the snapshot that was taken when this link began; null for a base, and for a delta
   *     of which no snapshot tells
   * @param age of that snapshot, never negative; null when unknown
   */
  public record Link(
      String file, @Nullable Long bytes, @Nullable String since, @Nullable Duration age) {}

  /**
   * A snapshot.
   *
   * @param name as its maker named it
   * @param age null when vCenter does not say when it was taken
   * @param current the machine runs on from this one
   * @param children taken later
   */
  public record Snapshot(
      String name, @Nullable Duration age, boolean current, List<Snapshot> children) {
    public Snapshot {
      children = List.copyOf(children);
    }
  }

  /** True when there is more than base disks without a snapshot. */
  public boolean isWorthDrawing() {
    return !snapshots.isEmpty() || disks.stream().anyMatch(disk -> disk.links().size() > 1);
  }
}
