// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Estate;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of an estate lies in a scope, and which patterns chose nothing at all. Worked out once for
 * an audit; not changed after that, safe for any thread.
 */
final class InScope {
  private final Scope scope;
  private final Set<Pattern> used = new HashSet<>();
  private final Map<String, Set<MoRef>> inside = new HashMap<>();

  InScope(Scope scope, Estate estate) {
    this.scope = scope;
    if (!scope.isAll()) {
      for (Scene scene : estate.scenes()) {
        inside.put(scene.inventory().vcenter().instanceUuid(), in(scene));
      }
    }
  }

  /** True when nothing is left out. */
  boolean isAll() {
    return scope.isAll();
  }

  /** What of a vCenter lies in the scope; null when everything does. */
  @Nullable Set<MoRef> of(Scene scene) {
    return isAll() ? null : ofVCenter(scene.inventory().vcenter().instanceUuid());
  }

  /** True for what lies in the scope; a vCenter itself always does. */
  boolean contains(ObjectRef object) {
    return isAll()
        || object.ref().type().equals("ServiceInstance")
        || ofVCenter(object.vcenter()).contains(object.ref());
  }

  /** Those that are to choose something and choose nothing of what was read. */
  List<Pattern> unmatchedIncludes() {
    return unmatched(scope.include());
  }

  /** Those that are to leave something out and find nothing to leave out. */
  List<Pattern> unmatchedExcludes() {
    return unmatched(scope.exclude());
  }

  private List<Pattern> unmatched(List<Pattern> patterns) {
    return patterns.stream().filter(pattern -> !used.contains(pattern)).toList();
  }

  private Set<MoRef> ofVCenter(String instanceUuid) {
    return inside.getOrDefault(instanceUuid, Set.of());
  }

  private Set<MoRef> in(Scene scene) {
    Inventory inventory = scene.inventory();
    Set<MoRef> chosen = new HashSet<>();
    Set<MoRef> excluded = new HashSet<>();
    for (VirtualMachine vm : inventory.virtualMachines()) {
      Host host = scene.locations().host(vm.runtime().host());
      judge(vm.ref(), host, scene, chosen, excluded);
      if (chosen.contains(vm.ref()) && !excluded.contains(vm.ref())) {
        // What a machine stands on is asked about with it.
        if (host != null) {
          chosen.add(host.ref());
          if (host.parent() != null) {
            chosen.add(host.parent());
          }
        }
        chosen.addAll(vm.placement().datastore());
        chosen.addAll(vm.placement().network());
      }
    }
    inventory.hosts().forEach(host -> judge(host.ref(), host, scene, chosen, excluded));
    inventory.clusters().forEach(one -> judge(one.ref(), null, scene, chosen, excluded));
    inventory.datastores().forEach(one -> judge(one.ref(), null, scene, chosen, excluded));
    inventory.networks().forEach(one -> judge(one.ref(), null, scene, chosen, excluded));
    chosen.removeAll(excluded);
    return chosen;
  }

  /**
   * Looks at one object.
   *
   * @param host that it runs on, or is; null for what belongs to no cluster
   */
  private void judge(
      MoRef ref, @Nullable Host host, Scene scene, Set<MoRef> chosen, Set<MoRef> excluded) {
    List<ObjectRef> faces = faces(ref, host, scene);
    if (scope.include().isEmpty() || matches(scope.include(), faces)) {
      chosen.add(ref);
    }
    if (matches(scope.exclude(), faces)) {
      excluded.add(ref);
    }
  }

  /** As what it can be chosen: itself, its cluster, and itself as if it hung in its cluster. */
  private static List<ObjectRef> faces(MoRef ref, @Nullable Host host, Scene scene) {
    ObjectRef self = scene.locations().refOf(ref);
    Cluster cluster = scene.locations().clusterOf(host);
    if (cluster == null) {
      return List.of(self);
    }
    String path = scene.locations().path(cluster.ref());
    List<ObjectRef> faces = new ArrayList<>(3);
    faces.add(self);
    faces.add(scene.locations().refOf(cluster.ref()));
    faces.add(new ObjectRef(self.vcenter(), ref, self.name(), path));
    return faces;
  }

  /** Every pattern is tried until it has matched once, so that one that never does is known. */
  private boolean matches(List<Pattern> patterns, List<ObjectRef> faces) {
    boolean matches = false;
    for (Pattern pattern : patterns) {
      boolean isNews = !matches || !used.contains(pattern);
      if (isNews && faces.stream().anyMatch(pattern::matches)) {
        used.add(pattern);
        matches = true;
      }
    }
    return matches;
  }
}
