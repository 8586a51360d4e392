// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.ChangeIdMemory;
import io.vpreflight.vsphere.inventory.Inventory;
import java.util.List;

/**
 * What an audit is compared with.
 *
 * @param baselines earlier inventories, at most one of each vCenter
 * @param others vCenters that are not read, as they were last, one of each: machines are compared
 *     with theirs, which are not judged
 * @param changeIds that were seen before
 */
public record Earlier(List<Inventory> baselines, List<Inventory> others, ChangeIdMemory changeIds) {
  public Earlier {
    baselines = List.copyOf(baselines);
    others = List.copyOf(others);
  }

  /** Nothing but these inventories. */
  public static Earlier of(List<Inventory> baselines) {
    return new Earlier(baselines, List.of(), ChangeIdMemory.NONE);
  }
}
