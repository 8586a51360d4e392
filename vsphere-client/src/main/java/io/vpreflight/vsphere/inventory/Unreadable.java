// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one object that were asked for and not given: no permission, unknown to this
 * API version, or sent in a form that could not be understood. Not the same as unset, which is a
 * value of vCenter's ({@code null} in the records).
 *
 * @param faults property path to the class of the fault, such as {@code NoPermission}; for a value
 *     that came and is newer than we are, {@link #UNKNOWN} with its type and itself. The path may
 *     lead into a property, as {@code config.hardware.device[1000].sharedBus} does: then the rest
 *     of the property is known
 */
public record Unreadable(Map<String, String> faults) {
  /** What the fault begins with where a value came that nobody here knows. */
  public static final String UNKNOWN = "UnknownConstant:";

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
      String fault = fault(path);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  /**
   * The type and the value, such as {@code VirtualDiskMode:mirrored}, of a fault that is about one
   * that nobody here knows; null for any other fault.
   */
  public static @Nullable String unknown(String fault) {
    return fault.startsWith(UNKNOWN) ? fault.substring(UNKNOWN.length()) : null;
  }

  /**
   * The fault class for what lies at that path, or null when it was given. A fault of {@code
   * config} is one of everything below it.
   */
  public @Nullable String fault(String path) {
    if (faults.isEmpty()) {
      return null;
    }
    String at = path;
    while (true) {
      String fault = faults.get(at);
      if (fault != null) {
        return fault;
      }
      // A key may have dots of its own.
      int end = at.endsWith("]") ? at.indexOf('[') : at.lastIndexOf('.');
      if (end < 0) {
        return null;
      }
      at = at.substring(0, end);
    }
  }
}
