// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.ApiVersion;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.NetworkProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which properties a dump can be said to hold. {@code govc object.save} asks for all of them and
 * leaves out those that it may not read without a word, so that what lacks where a server always
 * has something was not saved: it is not unset.
 */
final class DumpCoverage {
  /** Why a property that every such object has is not in the file of this one. */
  static final String NOT_SAVED = "NotInDump";

  /** Those that a server leaves unset without being asked to hide them. */
  private static final Set<String> MAY_LACK =
      Set.of("key", "name", "parent", "parentVApp", "resourcePool", "snapshot");

  private static final Set<String> EVERY_VM_HAS =
      Set.of("runtime", "capability", "guestHeartbeatStatus");
  private static final Set<String> EVERY_HOST_HAS = Set.of("runtime", "summary");

  private final Set<String> collected = new HashSet<>();
  private final ApiVersion spoken;

  DumpCoverage(ApiVersion spoken) {
    this.spoken = spoken;
  }

  /** Marks what was not saved of a virtual machine. */
  static void missing(VmBuilder vm, Set<String> given) {
    missing(vm, given, EVERY_VM_HAS);
    if (!given.contains("config") && vm.connectionState() == VmConnectionState.CONNECTED) {
      vm.missing("config", NOT_SAVED);
    }
  }

  /** Marks what was not saved of a host. */
  static void missing(HostBuilder host, Set<String> given) {
    missing(host, given, EVERY_HOST_HAS);
  }

  private static void missing(ObjectBuilder object, Set<String> given, Set<String> always) {
    for (String path : always) {
      if (!given.contains(path)) {
        object.missing(path, NOT_SAVED);
      }
    }
  }

  /** Properties of which at least one object of these has something, or which may lack. */
  void add(Property[] all, Set<String> given, boolean none) {
    add(
        all,
        property -> none || MAY_LACK.contains(root(property)) || given.contains(root(property)));
  }

  /** Properties that are there for that reason. */
  void add(Property[] all, Predicate<Property> isThere) {
    for (Property property : all) {
      ApiVersion since = property.since();
      if ((since == null || spoken.atLeast(since)) && isThere.test(property)) {
        collected.add(Coverage.key(property));
      }
    }
  }

  /** {@code Type:path} of all of them. */
  Set<String> collected() {
    return collected;
  }

  /** Every property that an inventory object of a type may have. */
  static Property[] of(String type) {
    return switch (type) {
      case "VirtualMachine" -> VmProperty.values();
      case "HostSystem" -> HostProperty.values();
      case "ComputeResource" -> ClusterProperty.values();
      case "Datastore" -> DatastoreProperty.values();
      case "Network" -> NetworkProperty.values();
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static String root(Property property) {
    String path = property.path();
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }
}
