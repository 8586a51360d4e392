// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target as it was when the plan was made. The repair reads it again before it begins and refuses
 * when anything here is different; null is a value that vCenter had not set.
 *
 * @param instanceUuid {@code config.instanceUuid}
 * @param uuid {@code config.uuid}; of a host {@code summary.hardware.uuid}
 * @param changeVersion {@code config.changeVersion}
 * @param changeTrackingEnabled {@code config.changeTrackingEnabled}
 * @param powerState {@code runtime.powerState} as vim25 writes it
 * @param host moId of {@code runtime.host}
 * @param consolidationNeeded {@code runtime.consolidationNeeded}
 * @param snapshots moIds of the snapshot tree, parents first
 * @param disks every disk, by device key
 * @param attribute value of the attribute that is to be emptied; null for every other repair
 * @param ofHost what is besides known of a host; null for a virtual machine
 */
public record Baseline(
    @Nullable String instanceUuid,
    @Nullable String uuid,
    @Nullable String changeVersion,
    @Nullable Boolean changeTrackingEnabled,
    @Nullable String powerState,
    @Nullable String host,
    @Nullable Boolean consolidationNeeded,
    List<String> snapshots,
    List<PlanDisk> disks,
    @Nullable String attribute,
    @Nullable OfHost ofHost) {
  public Baseline {
    snapshots = List.copyOf(snapshots);
    disks = List.copyOf(disks);
  }

  /**
   * What a host was.
   *
   * @param connectionState {@code runtime.connectionState} as vim25 writes it
   * @param standbyMode {@code runtime.standbyMode}
   * @param inMaintenanceMode {@code runtime.inMaintenanceMode}
   */
  public record OfHost(
      @Nullable String connectionState,
      @Nullable String standbyMode,
      @Nullable Boolean inMaintenanceMode) {}

  /** That of a host. */
  public static Baseline of(@Nullable String uuid, @Nullable String powerState, OfHost host) {
    return new Baseline(
        null, uuid, null, null, powerState, null, null, List.of(), List.of(), null, host);
  }
}
