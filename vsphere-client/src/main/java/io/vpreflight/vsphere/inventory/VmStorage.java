// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Room that a virtual machine takes on its datastores. Source: vim25 {@code
 * VirtualMachineStorageSummary}.
 *
 * @param committed bytes in use
 * @param uncommitted bytes that thin disks may still take
 */
public record VmStorage(@Nullable Long committed, @Nullable Long uncommitted) {}
