// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one object that were asked for and not given: no permission, unknown to this
 * API version, or sent in a form that could not be understood. Not the same as unset, which is a
 * value of vCenter's ({@code null} in the records).
 *
 * @param faults property path to the class of the fault, such as {@code NoPermission}
 */
public record Unreadable(Map<String, String> faults) {
  /** Everything that was asked for was given. */
  public static final Unreadable NONE = new Unreadable(Map.of());

  public Unreadable {
    faults = Map.copyOf(faults);
  }

  /** True when nothing is missing. */
  public boolean isEmpty() {
    return faults.isEmpty();
  }

  /**
   * The fault class for a property, or null when it was given (or never asked for).
   *
   * @param property one of the type of this object: paths alone are compared
   */
  public @Nullable String fault(Property property) {
    if (faults.isEmpty()) {
      return null;
    }
    for (String path : property.paths()) {
      String fault = faultAt(path);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  /** A fault of {@code config} is one of everything below it. */
  private @Nullable String faultAt(String path) {
    String fault = faults.get(path);
    int key = path.indexOf('[');
    String rest = key < 0 ? path : path.substring(0, key);
    while (fault == null) {
      fault = faults.get(rest);
      int dot = rest.lastIndexOf('.');
      if (dot < 0) {
        break;
      }
      rest = rest.substring(0, dot);
    }
    return fault;
  }
}
