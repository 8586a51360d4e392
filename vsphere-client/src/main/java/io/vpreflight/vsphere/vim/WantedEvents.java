// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.vim;

import java.util.List;

/**
 * The events that are asked for, each with what it is good for. Nothing else of the history of a
 * vCenter is touched.
 */
public final class WantedEvents {
  /**
   * An event type.
   *
   * @param id class of vim25, or {@code eventTypeId} of an {@code EventEx}
   * @param reason what it tells
   */
  public record Wanted(String id, String reason) {}

  /** What happens seldom: read apart, so that nothing of it drowns in what happens often. */
  public static final List<Wanted> RARE =
      List.of(
          of("VmInstanceUuidConflictEvent", "two virtual machines with one instance UUID"),
          of("VmInstanceUuidAssignedEvent", "vCenter gave a copy an instance UUID of its own"),
          of("VmInstanceUuidChangedEvent", "the instance UUID that a product knew is gone"),
          of("VmUuidConflictEvent", "two virtual machines with one BIOS UUID"),
          of("VmUuidAssignedEvent", "vCenter gave a virtual machine a BIOS UUID"),
          of("VmUuidChangedEvent", "the BIOS UUID that a product knew is gone"),
          of("VmMacConflictEvent", "two network adapters with one generated address"),
          of("VmStaticMacConflictEvent", "two network adapters with one address set by hand"),
          of("DuplicateIpDetectedEvent", "two owners of one address of a host"),
          of("com.vmware.vc.VmDiskConsolidationNeeded", "delta disks were left without a snapshot"),
          of("com.vmware.vc.VmDiskConsolidationNoLongerNeeded", "and are gone again"),
          of("com.vmware.vc.VmDiskConsolidatedEvent", "a consolidation ended well: a stun"),
          of("com.vmware.vc.VmDiskFailedToConsolidateEvent", "a consolidation failed"),
          of(
              "com.vmware.vc.vm.VmStateRevertedToSnapshot",
              "change tracking began anew, what was tracked before is void"),
          of("com.vmware.vc.vm.VmStateFailedToRevertToSnapshot", "a revert failed"),
          of("VmDiskFailedEvent", "a disk could not be made"),
          of("VmMessageErrorEvent", "what the virtual machine monitor says: disks, memory, logs"),
          of("VmMessageWarningEvent", "the same, less severe"),
          of("VmOrphanedEvent", "a virtual machine whose host no longer knows it"),
          of("VmRestartedOnAlternateHostEvent", "HA restarted it: its last stop was not clean"),
          of("EnteredMaintenanceModeEvent", "since when a host is in maintenance"),
          of("ExitMaintenanceModeEvent", "and until when it was"),
          of("EnteredStandbyModeEvent", "since when a host stands by"),
          of("DrsEnteredStandbyModeEvent", "the same, by power management"),
          of("ExitedStandbyModeEvent", "a host came back from standby"),
          of("DrsExitedStandbyModeEvent", "the same, by power management"),
          of("HostDisconnectedEvent", "a host was disconnected, with the reason"),
          of("HostConnectionLostEvent", "a host was lost"),
          of("HostConnectedEvent", "a host came back"),
          of("HostShutdownEvent", "a host was shut down or rebooted by somebody"),
          of("GeneralHostErrorEvent", "what a host agent complains of, its memory among it"),
          of("esx.problem.hostd.core.dumped", "the management agent of a host crashed"),
          of("esx.problem.visorfs.ramdisk.full", "a host cannot write its own files"),
          of("esx.problem.visorfs.inodetable.full", "the same, for want of inodes"),
          of("BadUsernameSessionEvent", "a login with a wrong user name or password"));

  /** What happens all day, and decides when a change of tracking took effect. */
  public static final List<Wanted> FREQUENT =
      List.of(
          of("VmReconfiguredEvent", "who switched change tracking or added a disk, and when"),
          of("VmPoweredOnEvent", "a pending change of tracking takes effect"),
          of("DrsVmPoweredOnEvent", "the same, placed by DRS"),
          of("VmPoweredOffEvent", "what was pending waits for the next start"),
          of("VmSuspendedEvent", "a suspended virtual machine cannot be replicated"),
          of("VmResumingEvent", "a pending change of tracking takes effect"),
          of("VmMigratedEvent", "the same, by a migration while it runs"),
          of("DrsVmMigratedEvent", "the same, by DRS"),
          of("VmRelocatedEvent", "its disks moved; on old hosts tracking began anew"),
          of("VmGuestRebootEvent", "a pending reboot of the guest is done"),
          of("VmResettingEvent", "the same, the hard way"));

  private WantedEvents() {}

  private static Wanted of(String id, String reason) {
    return new Wanted(id, reason);
  }
}
