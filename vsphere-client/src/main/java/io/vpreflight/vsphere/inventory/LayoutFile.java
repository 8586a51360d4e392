// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * One file. Source: vim25 {@code VirtualMachineFileLayoutExFileInfo}.
 *
 * @param key referred to by chains
 * @param name {@code [datastore] folder/file}
 * @param type {@code diskDescriptor}, {@code diskExtent}, {@code snapshotData} ...
 * @param size bytes; 0 is normal on object storage
 * @param accessible the file can be reached
 */
public record LayoutFile(
    int key, String name, String type, long size, @Nullable Boolean accessible) {}
