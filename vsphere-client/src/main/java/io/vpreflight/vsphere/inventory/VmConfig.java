// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Configuration of a virtual machine. Source: vim25 {@code VirtualMachineConfigInfo}. All null for
 * an inaccessible one.
 *
 * @param instanceUuid what replication and backup products know it by
 * @param uuid BIOS UUID: what the guest sees
 * @param template true for a template
 * @param version hardware version, such as {@code vmx-19}
 * @param guestId configured guest OS
 * @param changeVersion changes with every reconfiguration
 * @param changeTrackingEnabled the flag of the virtual machine; each disk has its own key
 * @param origin who made it and what it belongs to
 * @param options boot, encryption and scheduling options
 * @param tools {@code config.tools}
 * @param hardware devices; null when unset or not collected
 * @param extraConfig the keys that matter
 */
public record VmConfig(
    @Nullable String instanceUuid,
    @Nullable String uuid,
    @Nullable Boolean template,
    @Nullable String version,
    @Nullable String guestId,
    @Nullable String changeVersion,
    @Nullable Boolean changeTrackingEnabled,
    VmOrigin origin,
    VmOptions options,
    @Nullable ToolsConfig tools,
    @Nullable Hardware hardware,
    ExtraConfig extraConfig) {
  /** The same with more of its extra configuration known. */
  public VmConfig withExtraConfig(ExtraConfig other) {
    return new VmConfig(
        instanceUuid,
        uuid,
        template,
        version,
        guestId,
        changeVersion,
        changeTrackingEnabled,
        origin,
        options,
        tools,
        hardware,
        other);
  }
}
