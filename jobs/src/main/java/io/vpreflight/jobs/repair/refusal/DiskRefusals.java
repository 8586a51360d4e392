// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.ChainState;
import io.vpreflight.jobs.check.DiskChains;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.device.SharedDisk;
import io.vpreflight.jobs.check.snapshot.VmTasks;
import io.vpreflight.jobs.check.tracking.DiskTracking;
import io.vpreflight.jobs.check.tracking.TrackingState;
import io.vpreflight.jobs.check.tracking.Unsupported;
import io.vpreflight.jobs.check.tracking.UntrackableDisk;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Disks, their chains, their snapshots. */
final class DiskRefusals {
  private static final SharedDisk SHARED = new SharedDisk();
  private static final UntrackableDisk UNTRACKABLE = new UntrackableDisk();

  private DiskRefusals() {}

  static List<Outcome> shared(Candidate candidate) {
    List<Outcome> found = SHARED.check(candidate.vm(), candidate.scene());
    if (!found.isEmpty()) {
      return found;
    }
    // The key that meant multi-writer before the backing had a property for it.
    List<Outcome> outcomes = new ArrayList<>(0);
    for (DiskTracking disk : candidate.tracking().disks()) {
      if (disk.unsupported() == Unsupported.MULTI_WRITER) {
        outcomes.add(hit(disk));
      }
    }
    return outcomes;
  }

  static List<Outcome> filtered(Candidate candidate) {
    List<Outcome> outcomes = new ArrayList<>(0);
    for (VirtualDisk disk : candidate.disks()) {
      if (!disk.iofilter().isEmpty()) {
        String filters = String.join(", ", disk.iofilter());
        outcomes.add(
            Outcome.hit("filtered")
                .key(disk.key())
                .with(disk.label(), filters)
                .evidence("config.hardware.device[" + disk.key() + "].iofilter", filters)
                .build());
      }
    }
    return outcomes;
  }

  /** Such machines may or may not be snapshotted: one that was, of late, can be. */
  static List<Outcome> physicalRawDevice(Candidate candidate) {
    List<Outcome> outcomes = new ArrayList<>(0);
    for (DiskTracking disk : candidate.tracking().disks()) {
      if (disk.unsupported() == Unsupported.PHYSICAL_RDM) {
        outcomes.add(hit(disk));
      }
    }
    return outcomes.isEmpty() || wasSnapshotted(candidate) ? List.of() : outcomes;
  }

  private static boolean wasSnapshotted(Candidate candidate) {
    Instant oldest = candidate.scene().now().minus(Caution.RAW_DEVICE_PROOF);
    for (TaskRecord task : VmTasks.in(candidate.scene()).of(candidate.vm())) {
      Instant end = task.times().completeTime();
      if (VmTasks.isCreate(task)
          && task.state().equals("success")
          && end != null
          && !end.isBefore(oldest)) {
        return true;
      }
    }
    return false;
  }

  static List<Outcome> disksUnknown(Candidate candidate) {
    if (candidate.tracking().unknown() != null) {
      return List.of(new Outcome.Undetermined("", candidate.tracking().unknown()));
    }
    for (DiskTracking disk : candidate.tracking().disks()) {
      if (disk.state() == TrackingState.UNKNOWN && disk.remark() != null) {
        return List.of(new Outcome.Undetermined(Integer.toString(disk.key()), disk.remark()));
      }
    }
    // Whether it can be tracked at all.
    return UNTRACKABLE.check(candidate.vm(), candidate.scene()).stream()
        .filter(Outcome.Undetermined.class::isInstance)
        .toList();
  }

  private static Outcome hit(DiskTracking disk) {
    Outcome.HitBuilder hit = Outcome.hit("disk").key(disk.key()).with(disk.label());
    disk.evidence().forEach(hit::evidence);
    return hit.build();
  }

  static List<Outcome> snapshotsPresent(Candidate candidate) {
    List<SnapshotNode> snapshots = candidate.snapshots();
    if (snapshots.isEmpty()) {
      return List.of();
    }
    String names = snapshots.stream().map(SnapshotNode::name).collect(Collectors.joining(", "));
    return Outcome.hit("present")
        .with(names, snapshots.size())
        .evidence("snapshot.rootSnapshotList.name", names)
        .only();
  }

  static List<Outcome> consolidationNeeded(Candidate candidate) {
    Boolean needed = candidate.vm().runtime().consolidationNeeded();
    if (needed == null) {
      return Outcome.unset(VmProperty.CONSOLIDATION_NEEDED);
    }
    return needed
        ? Outcome.hit("needed").evidence(VmProperty.CONSOLIDATION_NEEDED, true).only()
        : List.of();
  }

  /** Deltas without a snapshot, whatever the flag says. */
  static List<Outcome> chainNotClean(Candidate candidate) {
    ChainState chains = DiskChains.in(candidate.scene()).of(candidate.vm());
    if (chains.isDirty()) {
      String files = String.join(", ", chains.leftovers());
      return Outcome.hit("dirty")
          .with(chains.leftovers().size())
          .evidence("layoutEx.disk.chain", files)
          .only();
    }
    return doubt(chains);
  }

  private static List<Outcome> doubt(ChainState chains) {
    return chains.doubt() == null
        ? List.of()
        : List.of(new Outcome.Undetermined("chain", chains.doubt()));
  }
}
