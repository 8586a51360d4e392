// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.snapshot;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.DiskHolders;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.SharedFile;
import io.vpreflight.jobs.check.SharedFile.Nature;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Another machine holds a disk of this one: as a backup proxy does that did not let go, or as many
 * do that share it on purpose.
 */
public final class ForeignHolder implements ObjectCheck<VirtualMachine> {
  private static final String FILE = "config.hardware.device.backing.fileName";
  private static final int NAMED = 10;
  private static final CheckInfo INFO =
      CheckInfo.of("vm.disk.foreign-holder", "proxy", "shared")
          .requires(VmProperty.DEVICES)
          .mayRead(
              VmProperty.VM_PATH_NAME,
              VmProperty.SNAPSHOT,
              VmProperty.LAYOUT,
              VCenterFact.TASKS,
              DatastoreProperty.SUMMARY)
          .seedRows("002-37", "002-38")
          .build();

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
    Hardware hardware = vm.config().hardware();
    if (hardware == null) {
      return Outcome.unset(VmProperty.DEVICES);
    }
    List<Outcome> outcomes = new ArrayList<>(0);
    for (VirtualDisk disk : hardware.disks()) {
      SharedFile file = DiskHolders.in(scene).shared(vm, disk);
      if (file != null && file.nature() == Nature.UNKNOWN) {
        file.holds().stream()
            .map(DiskHolders::unknown)
            .filter(Objects::nonNull)
            .findFirst()
            .ifPresent(
                why -> outcomes.add(new Outcome.Undetermined(Integer.toString(disk.key()), why)));
      } else if (file != null && file.nature() == Nature.SHARED) {
        outcomes.add(hit("shared", disk, file, vm));
      } else if (file != null && isLent(file, vm) && !isBeingBackedUp(vm, scene)) {
        outcomes.add(hit("proxy", disk, file, vm));
      }
    }
    return outcomes;
  }

  private static boolean isLent(SharedFile file, VirtualMachine vm) {
    return file.nature() == Nature.BORROWED
        && file.owner() != null
        && file.owner().ref().equals(vm.ref());
  }

  /** While a young snapshot or a task is there, a proxy holds the disk because it reads it. */
  private static boolean isBeingBackedUp(VirtualMachine vm, Scene scene) {
    Duration limit = scene.limits().duration("snapshot.leftover");
    return !VmTasks.in(scene).open(vm).isEmpty()
        || SnapshotTree.of(vm).stream()
            .anyMatch(
                node ->
                    node.createTime() != null && scene.age(node.createTime()).compareTo(limit) < 0);
  }

  private static Outcome hit(String kind, VirtualDisk disk, SharedFile file, VirtualMachine vm) {
    List<String> others =
        file.holds().stream()
            .filter(hold -> !hold.vm().ref().equals(vm.ref()))
            .map(hold -> hold.vm().name())
            .distinct()
            .sorted()
            .toList();
    String named = String.join(", ", others.subList(0, Math.min(NAMED, others.size())));
    return Outcome.hit(kind)
        .key(disk.key())
        .with(disk.label(), named, others.size())
        .evidence(FILE, file.file().text())
        .evidence("heldBy", others)
        .build();
  }
}
