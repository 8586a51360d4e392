// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.NetworkProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.vim.LongTail;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which changes vCenter tells by itself. Since 5.0 it "might not" tell those of {@code
 * disabledMethod}, {@code recentTask} and of what is rolled up in a {@code summary}; some values
 * are large, and something small changes with them.
 */
final class Announced {
  private static final String CHANGE_VERSION = VmProperty.CHANGE_VERSION.path();

  /** What is not told for certain: to be looked at now and then. */
  private static final Set<Property> SILENT =
      Set.of(
          VmProperty.STORAGE,
          VmProperty.DISABLED_METHOD,
          VmProperty.RECENT_TASK,
          HostProperty.REBOOT_REQUIRED,
          HostProperty.PRODUCT,
          HostProperty.HARDWARE,
          HostProperty.MEMORY_USAGE,
          ClusterProperty.SUMMARY,
          DatastoreProperty.SUMMARY,
          NetworkProperty.ACCESSIBLE);

  /** What is told instead of a large value; vCenter changes it whenever it changes that. */
  private static final Map<Property, String> INSTEAD =
      Map.of(
          VmProperty.DEVICES, CHANGE_VERSION,
          VmProperty.EXTRA_CONFIG_ROLE, CHANGE_VERSION,
          VmProperty.EXTRA_CONFIG_POWER_CYCLE, CHANGE_VERSION,
          VmProperty.EXTRA_CONFIG_TRACKING, CHANGE_VERSION,
          VmProperty.EXTRA_CONFIG_ALL, CHANGE_VERSION,
          VmProperty.LAYOUT, "layoutEx.timestamp");

  /** Told, if at all, all the time: nobody could read as fast. */
  private static final Set<Property> RESTLESS =
      Set.of(VmProperty.STORAGE, VmProperty.RECENT_TASK, HostProperty.MEMORY_USAGE);

  private Announced() {}

  /** The paths to be told about, by type. */
  static Map<String, List<String>> watched(Asked asked) {
    Map<String, List<String>> paths = new TreeMap<>();
    for (String type : LongTail.ENTITIES) {
      Set<String> ofType = new LinkedHashSet<>(Asked.NAME_AND_PARENT);
      for (Property property : Asked.propertiesOf(type)) {
        List<String> wanted = asked.paths(property);
        if (!wanted.isEmpty() && !RESTLESS.contains(property)) {
          String instead = INSTEAD.get(property);
          ofType.addAll(instead == null ? wanted : List.of(instead));
        }
      }
      paths.put(type, List.copyOf(ofType));
    }
    return paths;
  }

  /** The paths that are not told for certain, of objects of that type. */
  static List<String> silent(String type, Asked asked) {
    return asked.paths(
        List.of(Asked.propertiesOf(type)).stream()
            .filter(SILENT::contains)
            .toArray(Property[]::new));
  }
}
