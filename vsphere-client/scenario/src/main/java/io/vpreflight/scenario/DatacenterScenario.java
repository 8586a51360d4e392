// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A datacenter with its four folders; mutable, for one thread. */
public final class DatacenterScenario extends EntityScenario<DatacenterScenario> {
  private final FolderScenario vmFolder;
  private final FolderScenario hostFolder;
  private final FolderScenario datastoreFolder;
  private final FolderScenario networkFolder;
  private final List<HostScenario> hosts = new ArrayList<>();
  private final List<DatastoreScenario> datastores = new ArrayList<>();
  private final List<NetworkScenario> networks = new ArrayList<>();
  private @Nullable SwitchScenario defaultSwitch;
  private int vmsPlaced;

  DatacenterScenario(VCenterScenario vcenter, String name, FolderScenario parent) {
    super(vcenter, vcenter.ids().next("Datacenter", "datacenter-", "ha-datacenter"), name, parent);
    vmFolder = folder("vm", FolderScenario.Kind.VMS, "vm");
    hostFolder = folder("host", FolderScenario.Kind.HOSTS, "host");
    datastoreFolder = folder("datastore", FolderScenario.Kind.DATASTORES, "datastore");
    networkFolder = folder("network", FolderScenario.Kind.NETWORKS, "network");
    vcenter.register(this);
  }

  private FolderScenario folder(String name, FolderScenario.Kind kind, String esxi) {
    return new FolderScenario(
        vcenter(), FolderScenario.reference(vcenter(), kind, esxi), name, this, kind);
  }

  /** Adds a cluster with DRS and HA on and DPM off. */
  public ClusterScenario cluster(String name) {
    ClusterScenario cluster = new ClusterScenario(vcenter(), name, hostFolder, true);
    hostFolder.addChild(cluster);
    return cluster;
  }

  /** Adds a host outside of any cluster. */
  public HostScenario standaloneHost(String name) {
    ClusterScenario alone = new ClusterScenario(vcenter(), name, hostFolder, false);
    hostFolder.addChild(alone);
    return alone.host(name);
  }

  /**
   * Adds a VMFS 6 datastore of 4,096 GiB, half of it free, mounted by every host of the datacenter.
   */
  public DatastoreScenario datastore(String name) {
    return addDatastore(name, datastoreFolder);
  }

  /** Adds a datastore cluster. */
  public StoragePodScenario storagePod(String name) {
    StoragePodScenario pod = new StoragePodScenario(vcenter(), name, datastoreFolder);
    datastoreFolder.addChild(pod);
    return pod;
  }

  DatastoreScenario addDatastore(String name, EntityScenario<?> parent) {
    DatastoreScenario datastore = new DatastoreScenario(vcenter(), name, parent, this);
    datastores.add(datastore);
    if (parent instanceof FolderScenario folder) {
      folder.addChild(datastore);
    }
    return datastore;
  }

  /** Adds a network of standard switches. */
  public NetworkScenario network(String name) {
    return addNetwork(NetworkScenario.Kind.STANDARD, name);
  }

  /** Adds a portgroup of the datacenter's distributed switch, which the first one makes. */
  public NetworkScenario portgroup(String name) {
    distributedSwitch();
    return addNetwork(NetworkScenario.Kind.DISTRIBUTED, name);
  }

  /** Adds a segment that NSX manages. */
  public NetworkScenario opaqueNetwork(String name) {
    return addNetwork(NetworkScenario.Kind.OPAQUE, name);
  }

  private NetworkScenario addNetwork(NetworkScenario.Kind kind, String name) {
    NetworkScenario network = new NetworkScenario(vcenter(), kind, name, networkFolder, this);
    networks.add(network);
    networkFolder.addChild(network);
    return network;
  }

  SwitchScenario distributedSwitch() {
    if (defaultSwitch == null) {
      defaultSwitch = new SwitchScenario(vcenter(), "DSwitch " + name(), networkFolder, this);
      networkFolder.addChild(defaultSwitch);
    }
    return defaultSwitch;
  }

  /**
   * Returns the folder of virtual machines at a path such as {@code Linux/Web}, making what is
   * missing.
   */
  public FolderScenario folder(String path) {
    return vmFolder.folder(path);
  }

  /** Adds a healthy virtual machine directly below the datacenter. */
  public VmScenario vm(String name) {
    return vmFolder.vm(name);
  }

  void addHost(HostScenario host) {
    hosts.add(host);
  }

  List<HostScenario> hosts() {
    return hosts;
  }

  List<DatastoreScenario> datastores() {
    return datastores;
  }

  List<NetworkScenario> networks() {
    return networks;
  }

  FolderScenario vmFolder() {
    return vmFolder;
  }

  /** Returns a host for a machine that named none: the usable ones in turn, or one made for it. */
  HostScenario anyHost() {
    if (hosts.isEmpty()) {
      return cluster("Production").host("esx01.example.org");
    }
    List<HostScenario> usable = hosts.stream().filter(HostScenario::isUsable).toList();
    List<HostScenario> from = usable.isEmpty() ? hosts : usable;
    return from.get(vmsPlaced++ % from.size());
  }

  DatastoreScenario anyDatastore() {
    return datastores.isEmpty() ? datastore("vmfs01") : datastores.get(0);
  }

  NetworkScenario anyNetwork() {
    return networks.isEmpty() ? network("VM Network") : networks.get(0);
  }

  @Override
  DatacenterScenario self() {
    return this;
  }

  @Override
  void describe(ObjectXml xml, Links links) {
    describeEntity(xml, links);
    xml.set("vmFolder", vmFolder.reference())
        .set("hostFolder", hostFolder.reference())
        .set("datastoreFolder", datastoreFolder.reference())
        .set("networkFolder", networkFolder.reference())
        .references("datastore", datastores.stream().map(DatastoreScenario::reference).toList())
        .references("network", networks.stream().map(NetworkScenario::reference).toList())
        .set(
            "configuration",
            XmlElement.typed("val", "DatacenterConfigInfo")
                .add("defaultHardwareVersionKey", "vmx-19"));
  }
}
