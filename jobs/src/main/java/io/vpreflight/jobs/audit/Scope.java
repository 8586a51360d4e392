// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.ObjectRef;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which objects are asked about. Everything is read whatever the scope, so that the half of a
 * duplicate that lies outside is still seen.
 *
 * @param include folder paths, clusters, names; empty means everything
 * @param exclude the same, and stronger
 */
public record Scope(List<Pattern> include, List<Pattern> exclude) {
  /** Everything. */
  public static final Scope ALL = new Scope(List.of(), List.of());

  public Scope {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** True when nothing is left out. */
  public boolean isAll() {
    return include.isEmpty() && exclude.isEmpty();
  }

  /** References of the objects of a vCenter that lie in the scope. */
  Set<MoRef> in(Scene scene) {
    Set<MoRef> inside = new HashSet<>();
    for (VirtualMachine vm : scene.inventory().virtualMachines()) {
      Host host = scene.locations().host(vm.runtime().host());
      ObjectRef self = scene.locations().refOf(vm.ref());
      boolean chosen = matches(self) || (host != null && matches(underCluster(self, host, scene)));
      if (chosen && !excluded(self, host, scene)) {
        inside.add(vm.ref());
        // What a machine stands on is asked about with it.
        if (host != null) {
          inside.add(host.ref());
          if (host.parent() != null) {
            inside.add(host.parent());
          }
        }
        inside.addAll(vm.placement().datastore());
        inside.addAll(vm.placement().network());
      }
    }
    for (Host host : scene.inventory().hosts()) {
      ObjectRef self = scene.locations().refOf(host.ref());
      if (matches(self) && exclude.stream().noneMatch(p -> p.matches(self))) {
        inside.add(host.ref());
      }
    }
    return inside;
  }

  private boolean matches(ObjectRef object) {
    return include.isEmpty() || include.stream().anyMatch(p -> p.matches(object));
  }

  private boolean excluded(
      ObjectRef self, @org.jspecify.annotations.Nullable Host host, Scene scene) {
    return exclude.stream()
        .anyMatch(
            p -> p.matches(self) || (host != null && p.matches(underCluster(self, host, scene))));
  }

  /** The machine as if it hung in its cluster, so that a cluster path chooses it too. */
  private static ObjectRef underCluster(ObjectRef self, Host host, Scene scene) {
    String cluster = scene.locations().path(host.parent());
    return new ObjectRef(self.vcenter(), self.ref(), self.name(), cluster);
  }
}
