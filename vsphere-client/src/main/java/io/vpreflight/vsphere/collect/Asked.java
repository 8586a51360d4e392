// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.inventory.ApiVersion;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.NetworkProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which properties are asked for: those that are wanted, as far as the server knows them. Safe for
 * several threads.
 */
final class Asked {
  static final Set<String> CLUSTERS = Set.of("ClusterComputeResource", "ComputeResource");
  static final Set<String> NETWORKS =
      Set.of("Network", "DistributedVirtualPortgroup", "OpaqueNetwork");
  static final Set<String> CONTAINERS =
      Set.of("Folder", "Datacenter", "ResourcePool", "VirtualApp", "StoragePod");
  static final List<String> NAME_AND_PARENT = List.of("name", "parent");

  private final Set<Property> properties;
  private final ApiVersion spoken;
  private final boolean standAlone;

  /**
   * What a request comes to.
   *
   * @param standAlone true for an ESXi, whose identity is that of its hardware
   */
  Asked(CollectionRequest request, ApiVersion spoken, boolean standAlone) {
    this.properties = new HashSet<>(request.properties());
    // The record of the hardware is there when its devices are, so that no disk is not unknown.
    if (properties.contains(VmProperty.NUM_CPU) || properties.contains(VmProperty.MEMORY_MB)) {
      properties.add(VmProperty.DEVICES);
    }
    this.spoken = spoken;
    this.standAlone = standAlone;
  }

  /** True when the property was wanted, whether the server has it or not. */
  boolean wants(Property property) {
    return properties.contains(property);
  }

  /** Paths of those of them that are asked for. */
  List<String> paths(Property... all) {
    List<String> paths = new ArrayList<>();
    for (Property property : all) {
      if (isAsked(property)) {
        paths.addAll(property.paths());
      }
    }
    return paths;
  }

  /** Paths of all that is asked for of objects of that type; empty when it is not wanted at all. */
  List<String> pathsOf(String type) {
    if (CONTAINERS.contains(type)) {
      return NAME_AND_PARENT;
    }
    if (CLUSTERS.contains(type)) {
      return paths(ClusterProperty.values());
    }
    if (NETWORKS.contains(type)) {
      return paths(networks(type));
    }
    return switch (type) {
      case "HostSystem" -> hosts();
      case "Datastore" -> paths(DatastoreProperty.values());
      case "VirtualMachine" -> paths(VmProperty.values());
      case "VirtualMachineSnapshot" -> paths(SnapshotProperty.values());
      default -> List.of();
    };
  }

  /** The properties that objects of that type have and that may be asked for. */
  static Property[] propertiesOf(String type) {
    if (CLUSTERS.contains(type)) {
      return ClusterProperty.values();
    }
    if (NETWORKS.contains(type)) {
      return networks(type);
    }
    return switch (type) {
      case "HostSystem" -> HostProperty.values();
      case "Datastore" -> DatastoreProperty.values();
      case "VirtualMachine" -> VmProperty.values();
      default -> new Property[0];
    };
  }

  /** What {@link Coverage#collected()} tells. */
  Set<String> collected() {
    return Stream.of(
            VmProperty.values(),
            SnapshotProperty.values(),
            HostProperty.values(),
            ClusterProperty.values(),
            DatastoreProperty.values(),
            NetworkProperty.values(),
            VCenterFact.values())
        .flatMap(Stream::of)
        .map(Property.class::cast)
        .filter(this::isAsked)
        .map(Coverage::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** True for objects that an inventory has records of. */
  static boolean isWanted(String type) {
    return CONTAINERS.contains(type)
        || CLUSTERS.contains(type)
        || NETWORKS.contains(type)
        || type.equals("HostSystem")
        || type.equals("Datastore")
        || type.equals("VirtualMachine");
  }

  private List<String> hosts() {
    List<String> paths = paths(HostProperty.values());
    if (standAlone && !paths.contains(HostProperty.HARDWARE.path())) {
      paths.add(HostProperty.HARDWARE.path());
    }
    return paths;
  }

  /** Only distributed port groups have a key and a backing. */
  private static Property[] networks(String type) {
    Predicate<NetworkProperty> has =
        property ->
            type.equals("DistributedVirtualPortgroup")
                || (property != NetworkProperty.KEY && property != NetworkProperty.BACKING_TYPE);
    return Stream.of(NetworkProperty.values()).filter(has).toArray(Property[]::new);
  }

  private boolean isAsked(Property property) {
    ApiVersion since = property.since();
    boolean always = NAME_AND_PARENT.contains(property.path());
    return (always || properties.contains(property)) && (since == null || spoken.atLeast(since));
  }
}
