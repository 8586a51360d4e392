// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.Inventory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The inventory of one living vCenter, kept fresh: read as a whole once, and from then on only what
 * vCenter says has changed. Whatever goes wrong in between, be it a single answer that was lost,
 * ends it with an exception: then nothing is known of what changed since, and a new one begins with
 * a whole reading. For one thread.
 */
public interface InventoryUpdates extends AutoCloseable {
  /**
   * Reads everything; changes during the reading are not lost. To be called once, and first.
   *
   * @param progress told from any thread
   * @throws VSphereException when it is not whole: there is nothing that updates could be added to
   */
  Inventory begin(CollectionProgress progress);

  /**
   * Waits for changes, gathers what comes right after them, and reads the changed objects again.
   *
   * @param atMost how long it waits when nothing changes; what it does then takes its own time
   * @return the inventory with all that changed, sharing the rest; null when nothing has changed
   * @throws VSphereException when something was lost
   */
  @Nullable Inventory next(Duration atMost);

  /**
   * Looks at what vCenter does not announce, of all objects, and reads those again of which it is
   * not as it was; besides tasks, events, alarms, counters, and what the account may see.
   *
   * @return the inventory as it is now
   * @throws VSphereException when something was lost
   */
  Inventory reread();

  /** Lets go of what it holds on the server. The session stays open. */
  @Override
  void close();
}
