// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import java.util.List;

/**
 * Which changeIds were seen before, however long ago: at most moments no snapshot shows one, so
 * that the last inventory alone has little to compare with.
 */
@FunctionalInterface
public interface ChangeIdMemory {
  /** Nothing was seen, or nobody remembers. */
  ChangeIdMemory NONE = vcenter -> List.of();

  /**
   * Those of a vCenter, in no order.
   *
   * @param vcenter its instance UUID
   */
  List<ShownChangeId> of(String vcenter);
}
