// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere;

import io.vpreflight.vsphere.inventory.MoRef;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes what an audit found to where the people of a vCenter see it: a custom attribute of ours
 * and events. It changes nothing of a machine, so that no permit is wanted. Each call that writes
 * is sent at most once; failures as in {@link RepairOperations}. Safe for several threads.
 */
public interface WriteBack {
  /** Instance UUID of the vCenter that answers at this moment; empty when it is a host. */
  String vcenter();

  /**
   * The virtual machines that this account sees, and what stands on them.
   *
   * @param attribute name of the custom attribute
   */
  Machines machines(String attribute);

  /**
   * Makes a custom attribute for virtual machines: {@code AddCustomFieldDef}.
   *
   * @return its key
   */
  int addAttribute(String name);

  /**
   * Sets the value of a custom attribute: {@code SetField}.
   *
   * @param value empty to clear it
   */
  void setValue(MoRef vm, int attribute, String value);

  /** Writes an event: {@code PostEvent} with an {@code EventEx}. */
  void post(Note note);

  /**
   * Virtual machines and the values of one custom attribute. Source: {@code
   * CustomFieldsManager.field}, {@code customValue}.
   *
   * @param seen all that this account sees
   * @param attribute its key; null when there is none of that name for virtual machines
   * @param values none of them empty
   */
  record Machines(Set<MoRef> seen, @Nullable Integer attribute, Map<MoRef, String> values) {
    public Machines {
      seen = Set.copyOf(seen);
      values = Map.copyOf(values);
    }
  }

  /**
   * An event.
   *
   * @param type {@code eventTypeId}, by which alarms know it
   * @param severity {@code info}, {@code warning} or {@code error}
   * @param message in words
   * @param vm on which it is seen; null for the vCenter as a whole (its root folder)
   * @param name of the machine; empty without one
   * @param arguments for machines to read
   */
  record Note(
      String type,
      String severity,
      String message,
      @Nullable MoRef vm,
      String name,
      SortedMap<String, String> arguments) {}
}
