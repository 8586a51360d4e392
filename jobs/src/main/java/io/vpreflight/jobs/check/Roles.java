// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.FaultToleranceInfo;
import io.vpreflight.vsphere.inventory.ManagedBy;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VCenter;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmConfig;
import io.vpreflight.vsphere.inventory.VmPowerState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.HashMap;
import java.util.List;
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
          VmProperty.VM_PATH_NAME,
          VmProperty.DEVICES,
          VmProperty.DATASTORE,
          VmProperty.GUEST_HOST_NAME,
          VmProperty.GUEST_IP_ADDRESS,
          VmProperty.POWER_STATE,
          VmProperty.CONNECTION_STATE,
          VmProperty.HOST,
          VmProperty.SNAPSHOT,
          DatastoreProperty.SUMMARY);

  private static final Role ORDINARY = new Role(VmRole.ORDINARY, "", "");
  private static final String APPLIANCE = "VMware vCenter Server";

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
    Role role = byConfiguration(vm, scene);
    if (role == null) {
      role = managed(vm.config().origin().managedBy());
    }
    if (role == null) {
      role = replica(vm);
    }
    if (role == null) {
      role = appliance(vm, scene.inventory().vcenter());
    }
    return role != null ? role : byDisks(vm, DiskHolders.in(scene));
  }

  private static @Nullable Role byConfiguration(VirtualMachine vm, Scene scene) {
    VmConfig config = vm.config();
    if (Boolean.TRUE.equals(config.template())) {
      return new Role(VmRole.TEMPLATE, VmProperty.TEMPLATE.path(), "true");
    }
    String agent = config.extraConfig().value("HDCS.agent");
    if (agent != null) {
      return new Role(VmRole.VCLS, VmProperty.EXTRA_CONFIG_ROLE.path(), agent);
    }
    // From 8.0 U3 on vCenter embeds them: no agency, but a folder of their own.
    String folder = scene.locations().path(vm.placement().parent());
    if (folder.endsWith("/vCLS") && vm.name().startsWith("vCLS")) {
      return new Role(VmRole.VCLS, VmProperty.PARENT.path(), folder);
    }
    String guestId = config.guestId();
    if (guestId != null && guestId.startsWith("crx")) {
      return new Role(VmRole.POD, VmProperty.GUEST_ID.path(), guestId);
    }
    FaultToleranceInfo ft = config.origin().ftInfo();
    if (ft != null && ft.role() > 1) {
      return new Role(VmRole.FT_SECONDARY, "config.ftInfo.role", Integer.toString(ft.role()));
    }
    return Boolean.TRUE.equals(vm.runtime().instantCloneFrozen())
        ? new Role(VmRole.INSTANT_CLONE_PARENT, VmProperty.INSTANT_CLONE_FROZEN.path(), "true")
        : null;
  }

  private static @Nullable Role managed(@Nullable ManagedBy by) {
    if (by == null || by.extensionKey().isEmpty()) {
      return null;
    }
    boolean placeholder =
        by.extensionKey().startsWith("com.vmware.vcDr")
            && by.type().toLowerCase(Locale.ROOT).contains("placeholder");
    return new Role(
        placeholder ? VmRole.SRM_PLACEHOLDER : VmRole.MANAGED,
        VmProperty.MANAGED_BY.path(),
        by.extensionKey() + " " + by.type());
  }

  private static @Nullable Role replica(VirtualMachine vm) {
    if (vm.runtime().powerState() != VmPowerState.POWERED_OFF) {
      return null;
    }
    String name = vm.name().toLowerCase(Locale.ROOT);
    if (name.endsWith("_replica") || name.endsWith("-replica")) {
      return new Role(VmRole.REPLICA, VmProperty.NAME.path(), vm.name());
    }
    List<SnapshotNode> points = vm.snapshot() == null ? List.of() : vm.snapshot().all();
    return !points.isEmpty() && points.stream().allMatch(Roles::isRestorePoint)
        ? new Role(VmRole.REPLICA, "snapshot.rootSnapshotList.name", points.get(0).name())
        : null;
  }

  private static boolean isRestorePoint(SnapshotNode snapshot) {
    return snapshot.name().regionMatches(true, 0, "restore point ", 0, 14);
  }

  /** The machine that answers under the name or address by which this vCenter was reached. */
  private static @Nullable Role appliance(VirtualMachine vm, VCenter vcenter) {
    String hostName = vm.guest().hostName();
    if (hostName != null && hostName.equalsIgnoreCase(vcenter.name())) {
      return new Role(VmRole.MANAGEMENT_APPLIANCE, VmProperty.GUEST_HOST_NAME.path(), hostName);
    }
    String address = vm.guest().ipAddress();
    if (address != null && address.equals(vcenter.name())) {
      return new Role(VmRole.MANAGEMENT_APPLIANCE, VmProperty.GUEST_IP_ADDRESS.path(), address);
    }
    String notes = vm.config().origin().annotation();
    return notes != null && notes.startsWith(APPLIANCE)
        ? new Role(VmRole.MANAGEMENT_APPLIANCE, VmProperty.ANNOTATION.path(), APPLIANCE)
        : null;
  }

  private static Role byDisks(VirtualMachine vm, DiskHolders holders) {
    DatastorePath borrowed = holders.borrowed(vm);
    if (borrowed != null) {
      return new Role(
          VmRole.BACKUP_PROXY, "config.hardware.device.backing.fileName", borrowed.text());
    }
    DatastorePath base = holders.foreignBase(vm);
    return base == null
        ? ORDINARY
        : new Role(
            VmRole.LINKED_CLONE, "config.hardware.device.backing.parent.fileName", base.text());
  }
}
