// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.FaultToleranceInfo;
import io.vpreflight.vsphere.inventory.ManagedBy;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what each virtual machine of a scene is for, and on what evidence. Made before any check
 * runs.
 */
public final class Roles {
  /** What the classification reads; asked for in every audit. */
  public static final Set<Property> READS =
      Set.of(
          VmProperty.TEMPLATE,
          VmProperty.MANAGED_BY,
          VmProperty.FT_INFO,
          VmProperty.INSTANT_CLONE_FROZEN,
          VmProperty.EXTRA_CONFIG_ROLE,
          VmProperty.GUEST_ID,
          VmProperty.ANNOTATION,
          VmProperty.POWER_STATE,
          VmProperty.CONNECTION_STATE,
          VmProperty.HOST,
          VmProperty.SNAPSHOT);

  private static final Role ORDINARY = new Role(VmRole.ORDINARY, "", "");

  private final Map<MoRef, Role> roles = new HashMap<>();

  /**
   * A role and what it rests on.
   *
   * @param role what the machine is for
   * @param property the vim25 property that tells, empty for an ordinary machine
   * @param value its value
   */
  public record Role(VmRole role, String property, String value) {}

  private Roles(Scene scene) {
    for (VirtualMachine vm : scene.inventory().virtualMachines()) {
      Role role = classify(vm, scene);
      if (role.role() != VmRole.ORDINARY) {
        roles.put(vm.ref(), role);
      }
    }
  }

  /** The roles of a scene. */
  public static Roles in(Scene scene) {
    return scene.derived(Roles.class, Roles::new);
  }

  /** What a virtual machine is for. */
  public Role of(VirtualMachine vm) {
    return roles.getOrDefault(vm.ref(), ORDINARY);
  }

  private static Role classify(VirtualMachine vm, Scene scene) {
    if (Boolean.TRUE.equals(vm.config().template())) {
      return new Role(VmRole.TEMPLATE, "config.template", "true");
    }
    String agent = vm.config().extraConfig().value("HDCS.agent");
    if (agent != null) {
      return new Role(VmRole.VCLS, "config.extraConfig[\"HDCS.agent\"]", agent);
    }
    String folder = scene.locations().path(vm.placement().parent());
    if (folder.endsWith("/vCLS") && vm.name().startsWith("vCLS")) {
      return new Role(VmRole.VCLS, "parent", folder);
    }
    String guestId = vm.config().guestId();
    if (guestId != null && guestId.startsWith("crx")) {
      return new Role(VmRole.POD, "config.guestId", guestId);
    }
    FaultToleranceInfo ft = vm.config().origin().ftInfo();
    if (ft != null && ft.role() > 1) {
      return new Role(VmRole.FT_SECONDARY, "config.ftInfo.role", Integer.toString(ft.role()));
    }
    if (Boolean.TRUE.equals(vm.runtime().instantCloneFrozen())) {
      return new Role(VmRole.INSTANT_CLONE_PARENT, "runtime.instantCloneFrozen", "true");
    }
    Role managed = managed(vm.config().origin().managedBy());
    return managed != null ? managed : replica(vm);
  }

  private static @Nullable Role managed(@Nullable ManagedBy by) {
    if (by == null || by.extensionKey().isEmpty()) {
      return null;
    }
    String owner = by.extensionKey() + " " + by.type();
    boolean placeholder =
        by.extensionKey().startsWith("com.vmware.vcDr")
            && by.type().toLowerCase(Locale.ROOT).contains("placeholder");
    return new Role(
        placeholder ? VmRole.SRM_PLACEHOLDER : VmRole.MANAGED, "config.managedBy", owner);
  }

  private static Role replica(VirtualMachine vm) {
    boolean off = vm.runtime().powerState() == VmPowerState.POWERED_OFF;
    String name = vm.name().toLowerCase(Locale.ROOT);
    return off && (name.endsWith("_replica") || name.endsWith("-replica"))
        ? new Role(VmRole.REPLICA, "name", vm.name())
        : ORDINARY;
  }
}
