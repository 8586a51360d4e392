// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;

/**
 * Writes what people read on an object and what changes nothing of it. Each call is sent at most
 * once; failures as in {@link RepairOperations}. Safe for several threads.
 */
public interface Annotations {
  /**
   * Sets the value of a custom attribute: {@code SetField}. The permit is for the entity.
   *
   * @param fieldKey key of the attribute
   * @param value empty to clear it
   */
  void setField(MutationPermit permit, MoRef entity, int fieldKey, String value);

  /**
   * Writes a line into the events of an object: {@code LogUserEvent}. Needs no permit: nothing is
   * changed by it.
   */
  void logUserEvent(MoRef entity, String message);
}
