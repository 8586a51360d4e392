// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;

/**
 * Changes virtual machines. Each call is sent at most once and never repeated, whatever happens to
 * it; it ends after two minutes at the latest. What went wrong is a {@link VSphereException}, which
 * tells by {@link VSphereException#execution()} whether the call was certainly not executed or
 * whether that is unknown and must be found out by looking ({@link RepairSight}). A permit that
 * does not fit is an {@link IllegalStateException}: nothing was sent. Safe for several threads.
 */
public interface RepairOperations {
  /**
   * Switches change tracking on or off: {@code ReconfigVM_Task}. In effect at the next stun of a
   * running virtual machine.
   *
   * @param changeVersion {@code config.changeVersion} as it was seen; vCenter answers {@code
   *     ConcurrentAccess} when it is another by now
   * @return the task
   */
  MoRef setChangeTracking(MutationPermit permit, MoRef vm, boolean enabled, String changeVersion);

  /**
   * Creates a snapshot without memory and without quiescing: {@code CreateSnapshot_Task}.
   *
   * @return the task; its result is the snapshot
   */
  MoRef createSnapshot(MutationPermit permit, MoRef vm, String name, String description);

  /**
   * Removes one snapshot, not its children, and consolidates: {@code RemoveSnapshot_Task}. The
   * permit is for the snapshot.
   *
   * @return the task
   */
  MoRef removeSnapshot(MutationPermit permit, MoRef snapshot);

  /**
   * Merges deltas that no snapshot needs: {@code ConsolidateVMDisks_Task}.
   *
   * @return the task
   */
  MoRef consolidate(MutationPermit permit, MoRef vm);

  /** Lets vCenter read the virtual machine from its files again: {@code Reload}. No task. */
  void reload(MutationPermit permit, MoRef vm);
}
