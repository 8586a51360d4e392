// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Network;
import io.vpreflight.vsphere.inventory.NetworkProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VCenter;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of object that can be judged, and where an inventory has them.
 *
 * @param <T> the record of such an object
 */
@SuppressWarnings("ReferenceEquality") // one instance a kind
public final class Subject<T> {
  /** Virtual machines, templates included. */
  public static final Subject<VirtualMachine> VM =
      new Subject<>(
          Inventory::virtualMachines,
          VirtualMachine::ref,
          VmProperty.class,
          VirtualMachine::unreadable);

  /** Hosts. */
  public static final Subject<Host> HOST =
      new Subject<>(Inventory::hosts, Host::ref, HostProperty.class, Host::unreadable);

  /** Clusters and compute resources. */
  public static final Subject<Cluster> CLUSTER =
      new Subject<>(Inventory::clusters, Cluster::ref, ClusterProperty.class, Cluster::unreadable);

  /** Datastores. */
  public static final Subject<Datastore> DATASTORE =
      new Subject<>(
          Inventory::datastores, Datastore::ref, DatastoreProperty.class, Datastore::unreadable);

  /** Networks and port groups. */
  public static final Subject<Network> NETWORK =
      new Subject<>(Inventory::networks, Network::ref, NetworkProperty.class, Network::unreadable);

  /** The vCenter itself; what cannot be read of it is named by its history. */
  public static final Subject<VCenter> VCENTER =
      new Subject<>(
          inventory -> List.of(inventory.vcenter()),
          vcenter -> new MoRef("ServiceInstance", "ServiceInstance"),
          VCenterFact.class,
          vcenter -> Unreadable.NONE);

  private final Function<Inventory, List<T>> objects;
  private final Function<T, MoRef> ref;
  private final Class<? extends Property> properties;
  private final Function<T, Unreadable> unreadable;

  private Subject(
      Function<Inventory, List<T>> objects,
      Function<T, MoRef> ref,
      Class<? extends Property> properties,
      Function<T, Unreadable> unreadable) {
    this.objects = objects;
    this.ref = ref;
    this.properties = properties;
    this.unreadable = unreadable;
  }

  /** All of them. */
  public List<T> in(Inventory inventory) {
    return objects.apply(inventory);
  }

  /** True when a scope can leave some of them out; the vCenter itself is always asked about. */
  public boolean isScoped() {
    return this != VCENTER;
  }

  /** Its reference. */
  public MoRef ref(T object) {
    return ref.apply(object);
  }

  /** The class of the properties that it has. */
  public Class<? extends Property> properties() {
    return properties;
  }

  /** What could not be read of it. */
  public Unreadable unreadable(T object) {
    return unreadable.apply(object);
  }
}
