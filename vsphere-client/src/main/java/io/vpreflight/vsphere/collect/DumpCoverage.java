// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.About;
import io.vpreflight.vsphere.inventory.ApiVersion;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.NetworkProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmConnectionState;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  private DumpCoverage(ApiVersion spoken) {
    this.spoken = spoken;
  }

  /**
   * {@code Type:path} of all that counts as collected.
   *
   * @param noTrees no virtual machine has a snapshot, so that no snapshot object can be lacking
   */
  static Set<String> collected(
      About about, DumpFiles files, DumpReader reader, Set<VCenterFact> facts, boolean noTrees) {
    String version = about.apiVersion();
    DumpCoverage coverage =
        new DumpCoverage(new ApiVersion(ApiVersion.isNumbered(version) ? version : "6.0"));
    coverage.add(VmProperty.values(), List.of("VirtualMachine"), files, reader);
    coverage.add(HostProperty.values(), List.of("HostSystem"), files, reader);
    coverage.add(ClusterProperty.values(), DumpCollector.CLUSTERS, files, reader);
    coverage.add(DatastoreProperty.values(), List.of("Datastore"), files, reader);
    coverage.add(NetworkProperty.values(), DumpCollector.NETWORKS, files, reader);
    boolean saved = !files.of("VirtualMachineSnapshot").isEmpty();
    coverage.add(SnapshotProperty.values(), property -> saved || noTrees);
    coverage.add(VCenterFact.values(), facts::contains);
    return coverage.collected;
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

  /**
   * What of that is worth telling of one object: a property that no object of the dump has is not
   * collected, and that is told once.
   *
   * @param given properties that at least one object of the type has
   */
  static Unreadable worthTelling(Unreadable unreadable, Set<String> given) {
    if (unreadable.isEmpty()) {
      return unreadable;
    }
    Map<String, String> faults = new HashMap<>(unreadable.faults());
    faults.entrySet().removeIf(e -> e.getValue().equals(NOT_SAVED) && !given.contains(e.getKey()));
    return faults.isEmpty() ? Unreadable.NONE : new Unreadable(faults);
  }

  /** Properties of which at least one object of these has something, or which may lack. */
  private void add(Property[] all, List<String> types, DumpFiles files, DumpReader reader) {
    boolean none = types.stream().map(files::of).allMatch(List::isEmpty);
    add(
        all,
        property ->
            none
                || MAY_LACK.contains(root(property))
                || types.stream()
                    .anyMatch(type -> reader.properties(type).contains(root(property))));
  }

  private void add(Property[] all, Predicate<Property> isThere) {
    for (Property property : all) {
      ApiVersion since = property.since();
      if ((since == null || spoken.atLeast(since)) && isThere.test(property)) {
        collected.add(Coverage.key(property));
      }
    }
  }

  private static String root(Property property) {
    String path = property.path();
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }
}
