// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual disk. Source: vim25 {@code VirtualDisk}.
 *
 * @param key device key, such as 2000
 * @param label such as {@code Hard disk 1}
 * @param controllerKey key of its controller
 * @param unitNumber place on the controller
 * @param capacityInBytes bytes; from {@code capacityInKB} on servers before 5.5
 * @param backing where the content lies
 * @param iofilter I/O filters attached
 */
public record VirtualDisk(
    int key,
    String label,
    @Nullable Integer controllerKey,
    @Nullable Integer unitNumber,
    @Nullable Long capacityInBytes,
    DiskBacking backing,
    List<String> iofilter) {
  public VirtualDisk {
    iofilter = List.copyOf(iofilter);
  }
}
