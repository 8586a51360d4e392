// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

/**
 * The extension that owns a virtual machine. Source: vim25 {@code ManagedByInfo}.
 *
 * @param extensionKey such as {@code com.vmware.vim.eam}
 * @param type as the extension calls it
 */
public record ManagedBy(String extensionKey, String type) {}
