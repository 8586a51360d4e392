// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A planned upgrade of the virtual hardware. Source: vim25 {@code ScheduledHardwareUpgradeInfo}.
 *
 * @param upgradePolicy {@code never}, {@code onSoftPowerOff}, {@code always}
 * @param versionKey target version
 * @param scheduledHardwareUpgradeStatus {@code none}, {@code pending}, {@code success}, {@code
 *     failed}
 * @param fault class of the fault of the last try
 */
public record HardwareUpgrade(
    @Nullable String upgradePolicy,
    @Nullable String versionKey,
    @Nullable String scheduledHardwareUpgradeStatus,
    @Nullable String fault) {}
