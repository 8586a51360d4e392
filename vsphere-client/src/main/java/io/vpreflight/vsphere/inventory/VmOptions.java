// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Options that decide what the next reboot does and what may touch the disks.
 *
 * @param firmware {@code bios} or {@code efi}
 * @param efiSecureBootEnabled API 6.5 and newer
 * @param rebootPowerOff the next guest reboot becomes a power cycle; API 8.0.0.1 and newer
 * @param scheduledHardwareUpgradeInfo planned virtual hardware upgrade
 * @param keyId encryption key id; null when not encrypted; API 6.5 and newer
 * @param latencySensitivity {@code low}, {@code normal}, {@code high}
 */
public record VmOptions(
    @Nullable String firmware,
    @Nullable Boolean efiSecureBootEnabled,
    @Nullable Boolean rebootPowerOff,
    @Nullable HardwareUpgrade scheduledHardwareUpgradeInfo,
    @Nullable String keyId,
    @Nullable String latencySensitivity) {}
