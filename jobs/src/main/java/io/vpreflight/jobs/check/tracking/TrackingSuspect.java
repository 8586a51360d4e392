// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.Gaps;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Disks are tracked on a base that may be wrong. One finding a machine, for the worst cause. */
public final class TrackingSuspect implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      ChangeTracking.info(
              "vm.cbt.suspect",
              Stream.of(Suspicion.Cause.values())
                  .map(Suspicion.Cause::label)
                  .toArray(String[]::new))
          .seedRows("002-26", "002-30", "004-30", "004-31")
          .errorIds("MABS:33621")
          .build();

  private static final Outcome NO_PAST =
      new Outcome.NotObservable(Text.of("reason.tracking.no-past"));

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<VirtualMachine> subject() {
    return Subject.VM;
  }

  @Override
  public List<Outcome> check(VirtualMachine vm, Scene scene) {
    VmTracking tracking = ChangeTracking.in(scene).of(vm);
    List<Outcome> outcomes = new ArrayList<>(tracking.undetermined());
    List<DiskTracking> suspects = tracking.in(TrackingState.SUSPECT_BASE);
    if (!suspects.isEmpty()) {
      Suspicion.Cause worst =
          suspects.stream().map(TrackingSuspect::cause).min(Enum::compareTo).orElseThrow();
      outcomes.add(hit(worst, suspects.stream().filter(disk -> cause(disk) == worst).toList()));
    }
    if (suspects.isEmpty() && !tracking.tracked().isEmpty()) {
      addDoubts(vm, scene, outcomes);
    }
    return outcomes;
  }

  /** What may have spoilt the base of a disk and cannot be seen. */
  private static void addDoubts(VirtualMachine vm, Scene scene, List<Outcome> outcomes) {
    VmPowerState power = vm.runtime().powerState();
    if (power == null) {
      Text why = why(VmProperty.POWER_STATE, vm.unreadable());
      outcomes.add(new Outcome.Undetermined("", why));
    } else if (power == VmPowerState.POWERED_OFF && vm.runtime().cleanPowerOff() == null) {
      // Hosts do not say it of every machine that is off.
      Text why = why(VmProperty.CLEAN_POWER_OFF, vm.unreadable());
      outcomes.add(new Outcome.NotObservable(why));
    }
    List<SnapshotNode> tree = vm.snapshot() == null ? List.of() : vm.snapshot().all();
    for (SnapshotNode node : tree) {
      Snapshot snapshot = scene.locations().snapshot(node.snapshot());
      if (snapshot != null && snapshot.disks() == null) {
        Text why = why(SnapshotProperty.DEVICES, snapshot.unreadable());
        outcomes.add(new Outcome.Undetermined(node.snapshot().moId(), why));
      }
    }
    if (ChangeTracking.in(scene).eventsSince() == null) {
      outcomes.add(NO_PAST);
    }
    Instant cut = ChangeTracking.in(scene).eventsCut();
    if (cut != null) {
      outcomes.add(new Outcome.NotObservable(Text.of("reason.tracking.events-truncated", cut)));
    }
  }

  private static Text why(Property property, Unreadable unreadable) {
    Text refused = Gaps.unreadable(property, unreadable);
    return refused == null ? Text.of("reason.unset", property.path()) : refused;
  }

  private static Outcome.Hit hit(Suspicion.Cause cause, List<DiskTracking> disks) {
    Suspicion first = Objects.requireNonNull(disks.get(0).suspicion());
    String snapshot = first.snapshot() == null ? "" : first.snapshot().name();
    Outcome.HitBuilder hit = Outcome.hit(cause.label()).with(VmTracking.labels(disks), snapshot);
    disks.forEach(disk -> disk.evidence().forEach(hit::evidence));
    return hit.build();
  }

  private static Suspicion.Cause cause(DiskTracking disk) {
    return Objects.requireNonNull(disk.suspicion()).cause();
  }
}
