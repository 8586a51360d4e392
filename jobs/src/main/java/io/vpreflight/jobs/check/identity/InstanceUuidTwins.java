// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.identity;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The machines of one vCenter that share the instance UUID of one of them.
 *
 * @param others all but that one; empty when it shares it with none, or has none
 * @param copy which of them all is likely the copy, as evidence only; null when nothing sets one
 *     apart
 * @param by the properties that set the copy apart; empty when there is none
 */
public record InstanceUuidTwins(
    List<VirtualMachine> others, @Nullable VirtualMachine copy, List<String> by) {
  public InstanceUuidTwins {
    others = List.copyOf(others);
    by = List.copyOf(by);
  }

  /** Those of that machine. */
  public static InstanceUuidTwins of(VirtualMachine vm, Scene scene) {
    String uuid = vm.config().instanceUuid();
    List<VirtualMachine> others = new ArrayList<>();
    List<Holder> holders = new ArrayList<>(List.of(new Holder(scene, vm)));
    for (VirtualMachine other : scene.inventory().virtualMachines()) {
      if (!other.ref().equals(vm.ref())
          && uuid != null
          && uuid.equalsIgnoreCase(other.config().instanceUuid())) {
        others.add(other);
        holders.add(new Holder(scene, other));
      }
    }
    Group.Suggestion copy = others.isEmpty() ? null : new Group(holders).copy();
    return copy == null
        ? new InstanceUuidTwins(others, null, List.of())
        : new InstanceUuidTwins(others, copy.copy().vm(), copy.by());
  }
}
