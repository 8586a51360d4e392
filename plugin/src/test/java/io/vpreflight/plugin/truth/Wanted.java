// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the other clients are asked for: everything that we can ask for. */
final class Wanted {
  /** Where ours is a key of {@code extraConfig}, others are asked for all of it. */
  static final Map<String, List<String>> PROPERTIES = new LinkedHashMap<>();

  /** What paths are made of. A vApp is a resource pool, a datastore cluster a folder. */
  static final List<String> CONTAINERS = List.of("Datacenter", "Folder", "ResourcePool");

  static {
    PROPERTIES.put("VirtualMachine", paths(VmProperty.values()));
    PROPERTIES.put(
        "HostSystem",
        Stream.concat(paths(HostProperty.values()).stream(), Stream.of("hardware.systemInfo.uuid"))
            .toList());
    PROPERTIES.put("ComputeResource", paths(ClusterProperty.values()));
    PROPERTIES.put("Datastore", paths(DatastoreProperty.values()));
    PROPERTIES.put("Network", List.of("name", "parent", "summary.accessible"));
    PROPERTIES.put("DistributedVirtualPortgroup", List.of("key", "config.backingType"));
    for (String container : CONTAINERS) {
      PROPERTIES.put(container, List.of("name", "parent"));
    }
  }

  private Wanted() {}

  private static List<String> paths(Property[] properties) {
    return Stream.of(properties)
        .flatMap(p -> p.paths().stream())
        .map(p -> p.replaceFirst("\\[.*", ""))
        .distinct()
        .toList();
  }
}
