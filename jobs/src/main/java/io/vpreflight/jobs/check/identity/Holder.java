// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.jobs.check.Roles;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.VmRole;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A virtual machine that holds a value which others hold too, and the vCenter that it is in.
 *
 * @param isRemembered true when that vCenter was not read now: only others are judged
 */
record Holder(Scene scene, VirtualMachine vm, boolean isRemembered) {

  Holder(Scene scene, VirtualMachine vm) {
    this(scene, vm, false);
  }

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

  /**
   * When the vCenter of the one that was read longest ago was read; null when all were read now.
   */
  static @Nullable Instant asOf(Collection<Holder> holders) {
    return holders.stream()
        .filter(Holder::isRemembered)
        .map(holder -> holder.scene.now())
        .min(Instant::compareTo)
        .orElse(null);
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
        : other.vm.name() + " (" + other.seenIn() + ")";
  }

  /** Where it is and what it is: {@code /Paris/Prod/app (ordinary, vm-42, vc01.example.org)}. */
  String describe() {
    ObjectRef ref = ref();
    return "%s/%s (%s, %s, %s)"
        .formatted(ref.path(), ref.name(), role().label(), ref.ref().moId(), seenIn());
  }

  /** The vCenter, and when it was read if that was not now. */
  private String seenIn() {
    String name = scene.inventory().vcenter().name();
    return isRemembered ? name + ", " + scene.now().truncatedTo(ChronoUnit.SECONDS) : name;
  }
}
