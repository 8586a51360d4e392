// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.Inventory;

/** Makes an inventory: of a living vCenter, of an object dump, of a capture. */
public interface InventoryCollector {
  /**
   * Gets through to what is to be read, as by a login: waits for a server, and reads next to
   * nothing. {@link #collect} does it where nobody did before; a file is always there.
   *
   * @throws VSphereException when there is nobody
   */
  default void reach() {}

  /**
   * Reads everything that was asked for, once.
   *
   * @param request what to read; a file gives what it has
   * @param progress told from any thread; must be quick and must not throw
   * @throws VSphereException when there is no inventory at all; what is missing of one is told by
   *     its coverage
   */
  Inventory collect(CollectionRequest request, CollectionProgress progress);
}
