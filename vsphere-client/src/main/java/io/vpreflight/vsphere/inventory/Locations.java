// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects of an inventory by reference and tells their paths. Made once for an inventory
 * and shared; immutable, safe for any thread.
 */
public final class Locations {
  private static final int DEEPEST = 64;
  private static final MoRef SELF = new MoRef("ServiceInstance", "ServiceInstance");

  private final Inventory inventory;
  private final Map<MoRef, Host> hosts = new HashMap<>();
  private final Map<MoRef, Cluster> clusters = new HashMap<>();
  private final Map<MoRef, Datastore> datastores = new HashMap<>();
  private final Map<MoRef, Network> networks = new HashMap<>();
  private final Map<MoRef, VirtualMachine> virtualMachines = new HashMap<>();
  private final Map<MoRef, Snapshot> snapshots = new HashMap<>();
  private final Map<MoRef, Place> places = new HashMap<>();
  private final Map<MoRef, String> paths = new HashMap<>();

  /** Indexes an inventory. */
  public Locations(Inventory inventory) {
    this.inventory = inventory;
    places.put(SELF, new Place(inventory.vcenter().name(), null));
    for (Container c : inventory.containers()) {
      places.put(c.ref(), new Place(c.name(), c.parent()));
    }
    for (Cluster c : inventory.clusters()) {
      clusters.put(c.ref(), c);
      places.put(c.ref(), new Place(c.name(), c.parent()));
    }
    for (Host h : inventory.hosts()) {
      hosts.put(h.ref(), h);
      places.put(h.ref(), new Place(h.name(), h.parent()));
    }
    for (Datastore d : inventory.datastores()) {
      datastores.put(d.ref(), d);
      places.put(d.ref(), new Place(d.name(), d.parent()));
    }
    for (Network n : inventory.networks()) {
      networks.put(n.ref(), n);
      places.put(n.ref(), new Place(n.name(), n.parent()));
    }
    for (VirtualMachine vm : inventory.virtualMachines()) {
      virtualMachines.put(vm.ref(), vm);
      VmPlacement at = vm.placement();
      places.put(
          vm.ref(), new Place(vm.name(), at.parent() != null ? at.parent() : at.parentVApp()));
    }
    inventory.snapshots().forEach(s -> snapshots.put(s.ref(), s));
    inventory.containers().forEach(c -> paths.put(c.ref(), walk(c.ref())));
    inventory.clusters().forEach(c -> paths.put(c.ref(), walk(c.ref())));
  }

  /** The host, or null when it is not in the inventory. */
  public @Nullable Host host(@Nullable MoRef ref) {
    return ref == null ? null : hosts.get(ref);
  }

  /** The cluster or compute resource of a host, or null. */
  public @Nullable Cluster clusterOf(@Nullable Host host) {
    return host == null || host.parent() == null ? null : clusters.get(host.parent());
  }

  /** The datastore, or null when it is not in the inventory. */
  public @Nullable Datastore datastore(@Nullable MoRef ref) {
    return ref == null ? null : datastores.get(ref);
  }

  /** The network, or null when it is not in the inventory. */
  public @Nullable Network network(@Nullable MoRef ref) {
    return ref == null ? null : networks.get(ref);
  }

  /** The virtual machine, or null when it is not in the inventory. */
  public @Nullable VirtualMachine virtualMachine(@Nullable MoRef ref) {
    return ref == null ? null : virtualMachines.get(ref);
  }

  /** The snapshot object, or null when it is not in the inventory. */
  public @Nullable Snapshot snapshot(@Nullable MoRef ref) {
    return ref == null ? null : snapshots.get(ref);
  }

  /** The vCenter itself as an object of the estate. */
  public ObjectRef refOfVCenter() {
    return refOf(SELF);
  }

  /**
   * The object as one of the estate, with its name and path; named by its moId when it is not in
   * the inventory.
   */
  public ObjectRef refOf(MoRef ref) {
    Place place = places.get(ref);
    String name = place == null ? ref.moId() : place.name();
    String path = place == null ? "" : path(place.above());
    return new ObjectRef(inventory.vcenter().instanceUuid(), ref, name, path);
  }

  /**
   * Path of a folder, cluster or the like with its own name, from the datacenter down; empty when
   * unknown.
   */
  public String path(@Nullable MoRef ref) {
    return ref == null ? "" : paths.getOrDefault(ref, "");
  }

  /**
   * The root folder and the folders vm, host, datastore and network of a datacenter are left out,
   * as admins never see them.
   */
  private String walk(MoRef start) {
    StringBuilder path = new StringBuilder();
    MoRef at = start;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      Place place = places.get(at);
      if (place == null) {
        break;
      }
      MoRef above = place.above();
      boolean hidden =
          at.type().equals("Folder") && (above == null || above.type().equals("Datacenter"));
      if (!hidden) {
        path.insert(0, "/" + place.name());
      }
      at = above;
    }
    return path.toString();
  }

  /** What an object is called, and what it hangs on. */
  private record Place(String name, @Nullable MoRef above) {}
}
