// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;

/**
 * The files of a disk, base first. Source: vim25 {@code VirtualMachineFileLayoutExDiskLayout}.
 *
 * @param key device key of the disk
 * @param chain for each link the keys of its files
 */
public record DiskChain(int key, List<List<Integer>> chain) {
  public DiskChain {
    chain = List.copyOf(chain);
  }
}
