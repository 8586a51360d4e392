// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import io.vpreflight.jobs.check.DiskHolders;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Roles.Role;
import io.vpreflight.jobs.check.SharedFile;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.jobs.check.snapshot.CloneBase;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a virtual machine is for. */
final class RoleRefusals {
  private RoleRefusals() {}

  static List<Outcome> template(Candidate candidate) {
    if (candidate.vm().config().template() == null) {
      return Outcome.unset(VmProperty.TEMPLATE);
    }
    return is(VmRole.TEMPLATE).apply(candidate);
  }

  static Function<Candidate, List<Outcome>> is(VmRole wanted) {
    return candidate -> {
      Role role = candidate.role();
      return role.role() == wanted
          ? Outcome.hit(wanted.label())
              .with(role.value())
              .evidence(role.property(), role.value())
              .only()
          : List.of();
    };
  }

  /** Since API 6.7 every machine that runs says whether it is frozen; one that is off cannot be. */
  static List<Outcome> instantCloneParent(Candidate candidate) {
    return is(VmRole.INSTANT_CLONE_PARENT).apply(candidate);
  }

  static List<Outcome> cloneParent(Candidate candidate) {
    return CloneBase.is(candidate.vm(), candidate.scene())
        ? Outcome.hit("clone-parent").only()
        : List.of();
  }

  /** It holds a disk of another machine, as a backup proxy does while it reads. */
  static List<Outcome> holdsOthers(Candidate candidate) {
    return held(candidate, true);
  }

  /** Another machine holds one of its disks. */
  static List<Outcome> isHeld(Candidate candidate) {
    return held(candidate, false);
  }

  private static List<Outcome> held(Candidate candidate, boolean byIt) {
    VirtualMachine self = candidate.vm();
    List<Outcome> outcomes = new ArrayList<>(0);
    for (VirtualDisk disk : candidate.disks()) {
      SharedFile file = DiskHolders.in(candidate.scene()).shared(self, disk);
      if (file == null
          || file.nature() == SharedFile.Nature.CLUSTERED
          || file.nature() == SharedFile.Nature.CLONE_BASE) {
        continue;
      }
      // Where nobody tells whose it is, it may be either: that refuses both ways, once.
      VirtualMachine owner = file.owner();
      boolean foreign = owner != null && !owner.ref().equals(self.ref());
      if (foreign == byIt) {
        String others = others(file, self);
        outcomes.add(
            Outcome.hit("held")
                .key(disk.key())
                .with(disk.label(), others)
                .evidence(
                    "config.hardware.device[" + disk.key() + "].backing.fileName",
                    disk.backing().fileName())
                .evidence("held by", others)
                .build());
      }
    }
    return outcomes;
  }

  private static String others(SharedFile file, VirtualMachine self) {
    return String.join(
        ", ",
        file.holds().stream()
            .filter(hold -> !hold.vm().ref().equals(self.ref()))
            .map(hold -> hold.vm().name())
            .distinct()
            .sorted()
            .toList());
  }
}
