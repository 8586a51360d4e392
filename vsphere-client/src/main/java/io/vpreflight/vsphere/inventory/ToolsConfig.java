// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * How VMware Tools are configured. Source: vim25 {@code ToolsConfigInfo}.
 *
 * @param toolsUpgradePolicy {@code manual} or {@code upgradeAtPowerCycle}
 * @param pendingCustomization path of a customization that waits for a boot
 * @param syncTimeWithHost time is taken from the host
 * @param lastInstallFault class of the fault of the last install
 */
public record ToolsConfig(
    @Nullable String toolsUpgradePolicy,
    @Nullable String pendingCustomization,
    @Nullable Boolean syncTimeWithHost,
    @Nullable String lastInstallFault) {}
