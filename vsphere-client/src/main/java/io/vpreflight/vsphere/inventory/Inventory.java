// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;

/**
 * One vCenter at one moment: immutable, and all that a check may look at. Saved, it can be audited
 * again anywhere.
 *
 * @param vcenter which server, when, by whom
 * @param coverage how much of it was seen
 * @param virtualMachines in the order of their references
 * @param snapshots snapshot objects of those virtual machines
 * @param hosts hosts
 * @param clusters clusters and compute resources
 * @param datastores datastores
 * @param networks networks and port groups
 * @param containers folders, datacenters, pools, vApps: what paths are made of
 * @param history tasks, events, alarms of the time window
 */
public record Inventory(
    VCenter vcenter,
    Coverage coverage,
    List<VirtualMachine> virtualMachines,
    List<Snapshot> snapshots,
    List<Host> hosts,
    List<Cluster> clusters,
    List<Datastore> datastores,
    List<Network> networks,
    List<Container> containers,
    History history) {
  public Inventory {
    virtualMachines = List.copyOf(virtualMachines);
    snapshots = List.copyOf(snapshots);
    hosts = List.copyOf(hosts);
    clusters = List.copyOf(clusters);
    datastores = List.copyOf(datastores);
    networks = List.copyOf(networks);
    containers = List.copyOf(containers);
  }
}
