// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a virtual machine hangs in the inventory.
 *
 * @param parent folder; null inside a vApp
 * @param parentVApp vApp, if any
 * @param resourcePool resource pool; null for templates
 * @param datastore {@code datastore}
 * @param network {@code network}
 * @param storage {@code summary.storage}
 */
public record VmPlacement(
    @Nullable MoRef parent,
    @Nullable MoRef parentVApp,
    @Nullable MoRef resourcePool,
    List<MoRef> datastore,
    List<MoRef> network,
    VmStorage storage) {
  public VmPlacement {
    datastore = List.copyOf(datastore);
    network = List.copyOf(network);
  }
}
