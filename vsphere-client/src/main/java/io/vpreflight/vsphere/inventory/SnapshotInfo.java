// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot tree. Source: vim25 {@code VirtualMachineSnapshotInfo}.
 *
 * @param currentSnapshot may be unset although there is a tree
 * @param rootSnapshotList roots of the tree
 */
public record SnapshotInfo(@Nullable MoRef currentSnapshot, List<SnapshotNode> rootSnapshotList) {
  public SnapshotInfo {
    rootSnapshotList = List.copyOf(rootSnapshotList);
  }

  /** Every snapshot of the tree, parents before children. */
  public List<SnapshotNode> all() {
    List<SnapshotNode> found = new ArrayList<>(rootSnapshotList);
    // The list grows while it is gone through: its rest is what is still to be opened.
    for (int i = 0; i < found.size(); i++) {
      found.addAll(found.get(i).childSnapshotList());
    }
    return found;
  }

  /** Snapshots on the longest way from a root to a leaf; 0 for an empty tree. */
  public int depth() {
    int depth = 0;
    List<SnapshotNode> level = rootSnapshotList;
    while (!level.isEmpty()) {
      depth++;
      List<SnapshotNode> next = new ArrayList<>();
      for (SnapshotNode node : level) {
        next.addAll(node.childSnapshotList());
      }
      level = next;
    }
    return depth;
  }
}
