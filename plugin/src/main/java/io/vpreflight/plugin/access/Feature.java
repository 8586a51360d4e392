// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.access;

import io.vpreflight.vsphere.inventory.MoRef;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that vpreflight does, and the privileges that vCenter wants for it.
 *
 * @param id such as {@code hostd-log}
 * @param needs ids of privileges, each with the kinds of objects that are asked about: {@code
 *     root}, {@code all}, or a type of vim25
 */
public record Feature(String id, Map<String, List<String>> needs) {
  private static final String ROOT = "root";
  private static final String ALL = "all";

  public Feature {
    needs = Collections.unmodifiableMap(new TreeMap<>(needs));
  }

  /** True when the feature needs that privilege on that object. */
  boolean needs(String privilege, MoRef object, MoRef root) {
    return needs.getOrDefault(privilege, List.of()).stream()
        .anyMatch(
            kind ->
                kind.equals(ALL)
                    || (kind.equals(ROOT) ? object.equals(root) : kind.equals(object.type())));
  }

  /** True when it changes something that is somebody's. */
  public boolean repairs() {
    return id.startsWith("repair-");
  }

  /** True when it writes what people read. */
  public boolean writesBack() {
    return id.startsWith("write-back");
  }

  /** True when whatever is hidden from the account is missing in what the feature does. */
  boolean needsEverything() {
    return needs.values().stream().anyMatch(kinds -> kinds.contains(ALL));
  }
}
