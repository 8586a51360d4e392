// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * What the virtual machine supports. Source: vim25 {@code VirtualMachineCapability}.
 *
 * @param changeTrackingSupported changed block tracking
 */
public record VmCapability(@Nullable Boolean changeTrackingSupported) {}
