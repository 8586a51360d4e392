// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.check.ChangeIdMemory;
import io.vpreflight.jobs.check.ShownChangeId;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.List;
import java.util.Set;

/** Every epoch of the changeId of every disk that was seen. Safe for several threads. */
public interface ChangeIds {
  /** All that is known now; what is added later is not in it. */
  ChangeIdMemory known();

  /**
   * Adds what is not known yet; of an epoch that is known, the first changeId stays.
   *
   * @param vcenter instance UUID
   * @throws StoreException when the store cannot be written
   */
  void add(String vcenter, List<ShownChangeId> shown);

  /**
   * Forgets virtual machines that are no longer there.
   *
   * @param vcenter instance UUID
   * @param there all that are
   * @throws StoreException when the store cannot be written
   */
  void retain(String vcenter, Set<MoRef> there);
}
