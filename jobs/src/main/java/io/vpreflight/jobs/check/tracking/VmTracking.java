// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the change tracking of one virtual machine. Immutable.
 *
 * @param vm the virtual machine
 * @param state rolled up from its disks
 * @param disks every disk, in the order of vCenter
 * @param unknown why nothing can be said of its flag or its disks; null when they are known
 * @param switches every time that its flag was seen being set, oldest first
 * @param enabling how its flag came to be on; null when it is off, or on as long as anything is
 *     known
 * @param relocatedAt when its files were last seen to move; null when they were not
 * @param pendingUnknown why nobody can tell whether its configuration has taken effect; null when
 *     that is known
 */
public record VmTracking(
    VirtualMachine vm,
    TrackingState state,
    List<DiskTracking> disks,
    @Nullable Text unknown,
    List<Switch> switches,
    @Nullable Enabling enabling,
    @Nullable Instant relocatedAt,
    @Nullable Text pendingUnknown) {
  public VmTracking {
    disks = List.copyOf(disks);
    switches = List.copyOf(switches);
  }

  /** The disks in that state. */
  public List<DiskTracking> in(TrackingState wanted) {
    return only(disk -> disk.state() == wanted);
  }

  /** The disks that are tracked as far as vCenter shows. */
  public List<DiskTracking> tracked() {
    return only(disk -> disk.state().isTracked());
  }

  private List<DiskTracking> only(Predicate<DiskTracking> wanted) {
    List<DiskTracking> found = null;
    for (DiskTracking disk : disks) {
      if (wanted.test(disk)) {
        found = found == null ? new ArrayList<>(disks.size()) : found;
        found.add(disk);
      }
    }
    return found == null ? List.of() : found;
  }

  /** The labels of disks, as one would list them. */
  static String labels(List<DiskTracking> disks) {
    return disks.stream().map(DiskTracking::label).collect(Collectors.joining(", "));
  }

  /** What a check says that cannot know: the reason, for the whole or for each disk. */
  List<Outcome> undetermined() {
    if (unknown != null) {
      return List.of(new Outcome.Undetermined("", unknown));
    }
    List<Outcome> outcomes = List.of();
    for (DiskTracking disk : disks) {
      if (disk.state() == TrackingState.UNKNOWN && disk.remark() != null) {
        outcomes = outcomes.isEmpty() ? new ArrayList<>(disks.size()) : outcomes;
        outcomes.add(new Outcome.Undetermined(Integer.toString(disk.key()), disk.remark()));
      }
    }
    return outcomes;
  }
}
