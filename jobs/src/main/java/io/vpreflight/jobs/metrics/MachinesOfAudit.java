// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.metrics;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.Eligibility;
import io.vpreflight.jobs.audit.VmVerdict;
import io.vpreflight.jobs.check.ChainState;
import io.vpreflight.jobs.check.DiskChains;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Staleness;
import io.vpreflight.jobs.check.tracking.ChangeTracking;
import io.vpreflight.jobs.check.tracking.TrackingState;
import io.vpreflight.jobs.check.tracking.VmTracking;
import io.vpreflight.jobs.store.MachineState;
import io.vpreflight.jobs.store.MachineStates;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an audit saw of each virtual machine, as far as it is worth a curve. */
public final class MachinesOfAudit {
  /** Nothing is tracked, though it could be. */
  private static final Set<TrackingState> MISSING =
      EnumSet.of(
          TrackingState.PENDING_STUN,
          TrackingState.VM_FLAG_ON_DISK_OFF,
          TrackingState.DISK_ON_VM_FLAG_OFF,
          TrackingState.DISALLOWED,
          TrackingState.OFF);

  /** What matters is kept when there is too much: what is known to be wrong, then by name. */
  private static final Comparator<MachineState> FIRST =
      Comparator.comparingInt(MachinesOfAudit::weight)
          .reversed()
          .thenComparing(MachineState::name)
          .thenComparing(MachineState::id);

  private final Audit audit;
  private final Map<ObjectRef, Eligibility> verdicts = new HashMap<>();

  private MachinesOfAudit(Audit audit) {
    this.audit = audit;
    for (VmVerdict verdict : audit.verdicts().vms()) {
      verdicts.put(verdict.object(), verdict.verdict());
    }
  }

  /** Of every vCenter that was read, at most {@link MachineStates#MOST} machines of each. */
  public static List<MachineStates.Seen> of(Audit audit, String schedule) {
    MachinesOfAudit machines = new MachinesOfAudit(audit);
    return audit.estate().scenes().stream().map(scene -> machines.seen(scene, schedule)).toList();
  }

  private MachineStates.Seen seen(Scene scene, String schedule) {
    Inventory inventory = scene.inventory();
    Map<MoRef, VmTracking> tracking = new HashMap<>();
    ChangeTracking.in(scene).all().forEach(one -> tracking.put(one.vm().ref(), one));
    return new MachineStates.Seen(
        schedule,
        inventory.vcenter().instanceUuid(),
        inventory.vcenter().name(),
        audit.profile().id(),
        inventory.vcenter().collectedAt(),
        inventory.virtualMachines().stream()
            .map(vm -> state(vm, scene, tracking.get(vm.ref())))
            .sorted(FIRST)
            .limit(MachineStates.MOST)
            .toList());
  }

  private MachineState state(VirtualMachine vm, Scene scene, @Nullable VmTracking tracking) {
    ObjectRef self = scene.locations().refOf(vm.ref());
    Host host = scene.locations().host(vm.runtime().host());
    Cluster cluster = scene.locations().clusterOf(host);
    // What vCenter repeats of a host that is away is not what is there.
    boolean fresh = Staleness.in(scene).of(vm) == null;
    return new MachineState(
        vm.ref().moId(),
        vm.name(),
        datacenter(self.path()),
        cluster == null ? "" : cluster.name(),
        host == null ? "" : host.name(),
        fresh ? vm.config().changeTrackingEnabled() : null,
        fresh ? missing(tracking) : null,
        fresh ? vm.runtime().consolidationNeeded() : null,
        fresh ? depth(DiskChains.in(scene).of(vm), scene) : null,
        fresh ? oldest(vm) : null,
        eligible(verdicts.get(self)));
  }

  private static String datacenter(String path) {
    int end = path.indexOf('/', 1);
    return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
  }

  private static @Nullable Integer missing(@Nullable VmTracking tracking) {
    if (tracking == null || !tracking.in(TrackingState.UNKNOWN).isEmpty()) {
      return null;
    }
    return tracking.unknown() != null
        ? null
        : (int) tracking.disks().stream().filter(one -> MISSING.contains(one.state())).count();
  }

  private static @Nullable Integer depth(ChainState chains, Scene scene) {
    boolean read = scene.inventory().coverage().isCollected(VmProperty.DEVICES);
    return read && (chains.isClean() || chains.isDirty()) ? chains.depth() : null;
  }

  private static @Nullable Instant oldest(VirtualMachine vm) {
    return vm.snapshot() == null
        ? null
        : vm.snapshot().all().stream()
            .map(SnapshotNode::createTime)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
  }

  private static @Nullable Boolean eligible(@Nullable Eligibility verdict) {
    return (verdict == null || verdict == Eligibility.UNDETERMINED)
        ? null
        : verdict != Eligibility.NOT_ELIGIBLE;
  }

  private static int weight(MachineState one) {
    int weight = Boolean.FALSE.equals(one.eligible()) ? 8 : 0;
    weight += Boolean.TRUE.equals(one.consolidationNeeded()) ? 4 : 0;
    Integer missing = one.disksMissing();
    weight += missing != null && missing > 0 ? 2 : 0;
    return weight + (one.oldestSnapshot() == null ? 0 : 1);
  }
}
