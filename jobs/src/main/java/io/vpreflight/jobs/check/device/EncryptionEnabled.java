// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Outcome.HitBuilder;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * vSphere encrypts the virtual machine: its disks, or only its home files, as a virtual TPM needs.
 * An unset key id is how vCenter says that nothing is encrypted.
 */
public final class EncryptionEnabled implements ObjectCheck<VirtualMachine> {
  private static final CheckInfo INFO =
      CheckInfo.of("vm.encryption.enabled", "disks", "home-files")
          .requires(VmProperty.ENCRYPTION_KEY, VmProperty.DEVICES)
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
    String home = vm.config().options().keyId();
    List<VirtualDisk> encrypted = new ArrayList<>(0);
    for (VirtualDisk disk : hardware.disks()) {
      if (disk.backing().keyId() != null) {
        encrypted.add(disk);
      }
    }
    if (home == null && encrypted.isEmpty()) {
      return unknown(vm, hardware);
    }
    HitBuilder hit = Outcome.hit(encrypted.isEmpty() ? "home-files" : "disks");
    if (!encrypted.isEmpty()) {
      hit.with(encrypted.stream().map(VirtualDisk::label).collect(Collectors.joining(", ")));
    }
    hit.evidence(VmProperty.ENCRYPTION_KEY, home);
    for (VirtualDisk disk : encrypted) {
      hit.evidence(Disks.path(disk, "backing.keyId"), disk.backing().keyId());
    }
    return hit.only();
  }

  /** A disk on something that nobody here knows may name its key in a way of its own. */
  private static List<Outcome> unknown(VirtualMachine vm, Hardware hardware) {
    return hardware.disks().stream()
        .map(disk -> Disks.unknown(vm, disk, "backing"))
        .filter(Objects::nonNull)
        .toList();
  }
}
