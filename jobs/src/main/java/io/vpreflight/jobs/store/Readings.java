// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import java.util.List;

/** The last reading of each vCenter. Safe for several threads. */
public interface Readings {
  /**
   * Keeps these in place of what was known of the same vCenters. Of one that was not reached, UUID
   * and version stay as they were known.
   *
   * @throws StoreException when the store cannot be written
   */
  void keep(List<Reading> readings);

  /** All of them, by name. */
  List<Reading> list();
}
