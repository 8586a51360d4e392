// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.SnapshotNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the disks of one virtual machine run on, held against its snapshot tree.
 *
 * @param runs every disk that takes part in snapshots; empty when all of them run on their base and
 *     there is no snapshot
 * @param onSnapshot some current file stands on one at which a snapshot was taken
 * @param leftovers files that no snapshot needs and that still lie below a current disk: what a
 *     consolidation would merge
 * @param doubt why there may be more leftovers than these, or fewer; null when chains and tree are
 *     known for sure
 * @param takenAt files at which a snapshot was taken, each with the last one: whatever follows that
 *     file in a current chain began with it
 */
public record ChainState(
    List<Run> runs,
    boolean onSnapshot,
    List<String> leftovers,
    @Nullable Text doubt,
    Map<String, SnapshotNode> takenAt) {
  static final ChainState PLAIN = new ChainState(List.of(), false, List.of(), null, Map.of());

  public ChainState {
    runs = List.copyOf(runs);
    leftovers = List.copyOf(leftovers);
    takenAt = Map.copyOf(takenAt);
  }

  /**
   * The chain of one disk.
   *
   * @param key device key of the disk
   * @param label such as {@code Hard disk 1}
   * @param links its files, base first
   * @param doubt why the chain cannot be relied on, or null
   */
  public record Run(int key, String label, List<Link> links, @Nullable Text doubt) {
    public Run {
      links = List.copyOf(links);
    }

    /**
     * What was written since snapshots were taken. The first file of the machine's own is not among
     * them: that is the base, or what a linked clone writes instead of one.
     */
    public List<Link> deltas() {
      List<Link> deltas = new ArrayList<>(links.size());
      boolean base = true;
      for (Link link : links) {
        if (!link.foreign() && !base) {
          deltas.add(link);
        }
        base &= link.foreign();
      }
      return deltas;
    }

    /** Bytes of all deltas; null when the size of one is not known. */
    public @Nullable Long deltaBytes() {
      long sum = 0;
      for (Link link : deltas()) {
        if (link.bytes() == null) {
          return null;
        }
        sum += link.bytes();
      }
      return sum;
    }
  }

  /**
   * One file of a chain.
   *
   * @param file {@code [datastore] folder/file.vmdk}
   * @param bytes of what it describes; null when not known
   * @param foreign belongs to the machine that this one is a linked clone of
   */
  public record Link(String file, @Nullable Long bytes, boolean foreign) {}

  /** Some file waits to be merged, whatever else may be. */
  public boolean isDirty() {
    return !leftovers.isEmpty();
  }

  /** No file waits to be merged, for sure. */
  public boolean isClean() {
    return leftovers.isEmpty() && doubt == null;
  }

  /** The most deltas of its own that a disk runs on. */
  public int depth() {
    int depth = 0;
    for (Run run : runs) {
      depth = Math.max(depth, run.deltas().size());
    }
    return depth;
  }

  /** The most files below a current one, those of a linked clone's parent included. */
  public int levels() {
    int levels = 0;
    for (int i = 0; i < runs.size(); i++) {
      int ofRun = runs.get(i).links().size() - 1;
      levels = i == 0 ? ofRun : Math.max(levels, ofRun);
    }
    return levels;
  }
}
