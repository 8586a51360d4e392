// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Tracked disks run on a build of ESXi that is known, or believed, to lose track of them. What the
 * table does not know is not called healthy: machines on other builds are counted in one line.
 */
public final class KnownTrackingBug implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      ChangeTracking.info(
              "vm.cbt.known-bug", KnownBug.all().stream().map(KnownBug::id).toArray(String[]::new))
          .mayRead(ChangeTracking.readsWith(HostProperty.PRODUCT))
          .seedRows("002-31")
          .build();

  /** By bug: nobody can tell whether it struck. */
  private static final Map<String, Outcome> BLIND =
      KnownBug.all().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  KnownBug::id,
                  bug ->
                      new Outcome.NotObservable(
                          Text.of("reason.tracking.bug-condition." + bug.id()))));

  private static final List<Outcome> NO_ROW =
      List.of(new Outcome.NotObservable(Text.of("reason.tracking.no-bug-row")));

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
    List<DiskTracking> tracked = tracking.tracked();
    if (tracked.isEmpty()) {
      return tracking.undetermined();
    }
    Host host = scene.locations().host(vm.runtime().host());
    if (host == null) {
      return hostUnknown(vm);
    }
    String version = host.summary().version();
    if (version == null) {
      String fault = host.unreadable().fault(HostProperty.PRODUCT);
      return fault == null
          ? Outcome.unset(HostProperty.PRODUCT)
          : Outcome.undetermined("reason.unreadable", HostProperty.PRODUCT.path(), fault);
    }
    List<Outcome> outcomes = new ArrayList<>();
    boolean known = false;
    for (KnownBug bug : KnownBug.all()) {
      if (bug.isOfVersion(version)) {
        known = true;
        if (bug.isInBuild(host.summary().build())) {
          judge(bug, tracking, tracked, host, scene, outcomes);
        }
      }
    }
    return known ? outcomes : NO_ROW;
  }

  private static List<Outcome> hostUnknown(VirtualMachine vm) {
    MoRef ref = vm.runtime().host();
    String fault = vm.unreadable().fault(VmProperty.HOST);
    if (fault != null) {
      return Outcome.undetermined("reason.unreadable", VmProperty.HOST.path(), fault);
    }
    return ref == null
        ? Outcome.unset(VmProperty.HOST)
        : Outcome.undetermined("reason.tracking.host-unseen", ref.moId());
  }

  private static void judge(
      KnownBug bug,
      VmTracking vm,
      List<DiskTracking> tracked,
      Host host,
      Scene scene,
      List<Outcome> outcomes) {
    List<DiskTracking> struck = new ArrayList<>();
    boolean blind = false;
    for (DiskTracking disk : tracked) {
      Boolean holds = bug.condition().holds(disk, vm, scene);
      blind |= holds == null;
      if (Boolean.TRUE.equals(holds)) {
        struck.add(disk);
      }
    }
    if (!struck.isEmpty()) {
      outcomes.add(hit(bug, struck, host, scene));
    } else if (blind) {
      outcomes.add(Objects.requireNonNull(BLIND.get(bug.id())));
    }
  }

  private static Outcome.Hit hit(KnownBug bug, List<DiskTracking> struck, Host host, Scene scene) {
    Outcome.HitBuilder hit =
        Outcome.hit(bug.id())
            .key(bug.id())
            .with(VmTracking.labels(struck), host.name(), bug.reference(), bug.fixedIn())
            .evidence("host summary.config.product.version", host.summary().version())
            .evidence("host summary.config.product.build", host.summary().build())
            .evidence("confidence", bug.verified() ? "verified" : "unverified");
    for (DiskTracking disk : struck) {
      VirtualDisk before = BugCondition.before(disk, scene);
      String path = "config.hardware.device[" + disk.key() + "].capacityInBytes";
      hit.evidence(path, disk.disk().capacityInBytes());
      if (before != null) {
        hit.evidence("baseline " + path, before.capacityInBytes());
      }
    }
    return hit.build();
  }
}
