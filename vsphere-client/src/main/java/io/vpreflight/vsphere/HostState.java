// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host as a repair sees it before and after every step. Everything in it could be read: a null is
 * a value that vCenter has not set, an empty list is none. Source: vim25 {@code HostSystem}.
 *
 * @param ref reference inside its vCenter
 * @param name as stored, with {@code %2f} for a slash
 * @param parent cluster, or compute resource of a host that stands alone
 * @param uuid of its hardware: what it is recognised by
 * @param runtime what it does
 * @param memory what its guests leave
 * @param recentTasks tasks of it: open and just ended
 * @param disabledMethods what it refuses at present
 */
public record HostState(
    MoRef ref,
    String name,
    @Nullable MoRef parent,
    @Nullable String uuid,
    RuntimeInfo runtime,
    Memory memory,
    List<MoRef> recentTasks,
    Set<String> disabledMethods)
    implements TargetState {
  public HostState {
    recentTasks = List.copyOf(recentTasks);
    disabledMethods = Set.copyOf(disabledMethods);
  }

  /**
   * What it does. Source: {@code HostRuntimeInfo}.
   *
   * @param connectionState whether vCenter reaches it
   * @param powerState {@code unknown} for a host that lost power
   * @param standbyMode {@code none}, {@code in}, {@code entering}, {@code exiting}
   * @param inMaintenanceMode maintenance mode
   */
  public record RuntimeInfo(
      @Nullable HostConnectionState connectionState,
      @Nullable HostPowerState powerState,
      @Nullable String standbyMode,
      @Nullable Boolean inMaintenanceMode) {}

  /**
   * Its memory.
   *
   * @param sizeBytes what is built in
   * @param usedMB what is in use
   */
  public record Memory(@Nullable Long sizeBytes, @Nullable Integer usedMB) {
    /** Bytes that are free; null when vCenter does not say. */
    public @Nullable Long freeBytes() {
      return sizeBytes == null || usedMB == null ? null : sizeBytes - ((long) usedMB << 20);
    }
  }

  /** None: the configuration of a host carries no such number. */
  @Override
  public @Nullable String changeVersion() {
    return null;
  }
}
