// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * State of a host. Source: vim25 {@code HostRuntimeInfo}.
 *
 * @param connectionState whether vCenter reaches it
 * @param powerState {@code unknown} for a host that lost power
 * @param standbyMode {@code none}, {@code in}, {@code entering}, {@code exiting}
 * @param inMaintenanceMode maintenance mode
 * @param inQuarantineMode API 6.5 and newer
 * @param bootTime last boot
 */
public record HostRuntime(
    @Nullable HostConnectionState connectionState,
    @Nullable HostPowerState powerState,
    @Nullable String standbyMode,
    @Nullable Boolean inMaintenanceMode,
    @Nullable Boolean inQuarantineMode,
    @Nullable Instant bootTime) {}
