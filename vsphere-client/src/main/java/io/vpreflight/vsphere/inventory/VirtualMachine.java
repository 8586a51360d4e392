// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A virtual machine as vCenter described it at one moment. Mirrors vim25 {@code VirtualMachine}; a
 * null is a value that vCenter has not set, {@link #unreadable} names what it would not give.
 *
 * @param ref reference inside its vCenter
 * @param name as stored, with {@code %2f} for a slash; the moId when vCenter gave no name
 * @param placement where it lives
 * @param config {@code config}
 * @param runtime {@code runtime}
 * @param guest {@code guest}
 * @param snapshot {@code snapshot}; null when there is none
 * @param layoutEx {@code layoutEx}; null when unset or not collected
 * @param capability {@code capability}
 * @param activity tasks and method locks
 * @param customValues custom attributes by name; empty values are kept
 * @param unreadable what was asked for and not given
 */
public record VirtualMachine(
    MoRef ref,
    String name,
    VmPlacement placement,
    VmConfig config,
    VmRuntime runtime,
    GuestInfo guest,
    @Nullable SnapshotInfo snapshot,
    @Nullable FileLayout layoutEx,
    VmCapability capability,
    VmActivity activity,
    Map<String, String> customValues,
    Unreadable unreadable) {
  public VirtualMachine {
    customValues = Map.copyOf(customValues);
  }

  /** The same with more of its extra configuration known. */
  public VirtualMachine withExtraConfig(ExtraConfig extraConfig) {
    return new VirtualMachine(
        ref,
        name,
        placement,
        config.withExtraConfig(extraConfig),
        runtime,
        guest,
        snapshot,
        layoutEx,
        capability,
        activity,
        customValues,
        unreadable);
  }

  /** The same with that missing. */
  public VirtualMachine withUnreadable(Unreadable other) {
    return new VirtualMachine(
        ref,
        name,
        placement,
        config,
        runtime,
        guest,
        snapshot,
        layoutEx,
        capability,
        activity,
        customValues,
        other);
  }
}
