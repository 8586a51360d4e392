// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.capture;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionProgress.Stage;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.InventoryCollector;
import io.vpreflight.vsphere.inventory.Inventory;
import java.nio.file.Path;

/** Gives the inventory of a capture as it was saved, whatever is asked for. */
public final class CaptureCollector implements InventoryCollector {
  private final Path file;

  /** Will read that file, each time anew. */
  public CaptureCollector(Path file) {
    this.file = file;
  }

  @Override
  public Inventory collect(CollectionRequest request, CollectionProgress progress) {
    progress.at(Stage.LIST, 0, 0);
    Inventory inventory = CaptureFile.read(file);
    int machines = inventory.virtualMachines().size();
    progress.at(Stage.VIRTUAL_MACHINES, machines, machines);
    return inventory;
  }
}
