// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmConnectionState;

/** A virtual machine that holds a value which others hold too, and the vCenter that it is in. */
record Holder(Scene scene, VirtualMachine vm) {

  /** What a machine is, as far as it explains a duplicate. */
  enum Standing {
    /** A machine that has to be told from others. */
    LIVE("same-vcenter"),
    /** Kept by a replication product, or standing in for a machine elsewhere. */
    REPLICA("replica"),
    /** Never runs. */
    TEMPLATE("template"),
    /** A record of which vCenter lost the machine. */
    STALE("stale-record");

    private final String kind;

    Standing(String kind) {
      this.kind = kind;
    }

    String kind() {
      return kind;
    }
  }

  ObjectRef ref() {
    return scene.locations().refOf(vm.ref());
  }

  boolean isSameAs(Holder other) {
    return scene == other.scene && vm.ref().equals(other.vm.ref());
  }

  VmRole role() {
    return Roles.in(scene).of(vm).role();
  }

  String vcenter() {
    return scene.inventory().vcenter().instanceUuid();
  }

  Standing standing() {
    VmConnectionState state = vm.runtime().connectionState();
    // A machine that is merely disconnected lives on behind a host that does not answer.
    if (state == VmConnectionState.ORPHANED
        || state == VmConnectionState.INVALID
        || state == VmConnectionState.INACCESSIBLE) {
      return Standing.STALE;
    }
    return switch (role()) {
      case REPLICA, SRM_PLACEHOLDER -> Standing.REPLICA;
      case TEMPLATE -> Standing.TEMPLATE;
      default -> Standing.LIVE;
    };
  }

  /** The name of another holder, with its vCenter when that is another one. */
  String nameOf(Holder other) {
    return other.vcenter().equals(vcenter())
        ? other.vm.name()
        : other.vm.name() + " (" + other.scene.inventory().vcenter().name() + ")";
  }

  /** Where it is and what it is: {@code /Paris/Prod/app (ordinary, vm-42, vc01.example.org)}. */
  String describe() {
    ObjectRef ref = ref();
    String vcenterName = scene.inventory().vcenter().name();
    return "%s/%s (%s, %s, %s)"
        .formatted(ref.path(), ref.name(), role().label(), ref.ref().moId(), vcenterName);
  }
}
