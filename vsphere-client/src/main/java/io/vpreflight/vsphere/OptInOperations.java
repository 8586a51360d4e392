// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;

/**
 * Repairs that are off until an administrator switches each of them on by name ({@link OptIn}). As
 * {@link RepairOperations}: sent at most once, with a permit, never repeated. One that is not
 * switched on is an error before anything is sent. Safe for several threads.
 */
public interface OptInOperations {
  /**
   * Moves a virtual machine to another host of its own cluster, its disks stay: {@code
   * RelocateVM_Task}.
   *
   * @return the task
   */
  MoRef move(MutationPermit permit, MoRef vm, MoRef host);

  /**
   * Wakes a host that stands by: {@code PowerUpHostFromStandBy_Task}.
   *
   * @param timeoutSeconds that vCenter waits for the host; 0 for its own default
   * @return the task
   */
  MoRef powerUpHost(MutationPermit permit, MoRef host, int timeoutSeconds);

  /**
   * Connects a host again with what vCenter knows of it, never by force: {@code
   * ReconnectHost_Task}.
   *
   * @return the task
   */
  MoRef reconnectHost(MutationPermit permit, MoRef host);

  /**
   * Gives a virtual machine another instance UUID: {@code ReconfigVM_Task}.
   *
   * @param changeVersion as in {@link RepairOperations#setChangeTracking}
   * @return the task
   */
  MoRef newInstanceUuid(MutationPermit permit, MoRef vm, String instanceUuid, String changeVersion);

  /**
   * Powers a virtual machine on, on the host where it is registered: {@code PowerOnVM_Task}.
   *
   * @return the task
   */
  MoRef powerOn(MutationPermit permit, MoRef vm);
}
