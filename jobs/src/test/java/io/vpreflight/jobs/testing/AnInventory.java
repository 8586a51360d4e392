// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import io.vpreflight.vsphere.inventory.About;
import io.vpreflight.vsphere.inventory.AgentMemory;
import io.vpreflight.vsphere.inventory.AlarmRecord;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.Container;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.EventRecord;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.HistoryReach;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostLogLine;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Network;
import io.vpreflight.vsphere.inventory.NetworkProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.Reach;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.TaskRecord;
import io.vpreflight.vsphere.inventory.UnparsedObject;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VCenter;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An inventory of a small, healthy vCenter of which everything was collected. Its usual host,
 * cluster, datastore and network are there; a test adds what it is about.
 */
public final class AnInventory {
  /** The clock of that vCenter. */
  public static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");

  public static final MoRef ROOT = new MoRef("Folder", "group-d1");
  public static final MoRef DATACENTER = new MoRef("Datacenter", "datacenter-2");
  public static final MoRef VM_FOLDER = new MoRef("Folder", "group-v3");
  public static final MoRef HOST_FOLDER = new MoRef("Folder", "group-h4");
  public static final MoRef CLUSTER = new MoRef("ClusterComputeResource", "domain-c5");
  public static final MoRef HOST = new MoRef("HostSystem", "host-6");
  public static final MoRef DATASTORE = new MoRef("Datastore", "datastore-7");
  public static final MoRef NETWORK = new MoRef("Network", "network-8");

  public String instanceUuid = "11111111-1111-4111-8111-111111111111";
  public String name = "vc01.example.org";
  public String apiType = "VirtualCenter";
  public String version = "8.0.3";
  public String build = "24022515";
  public String apiVersion = "8.0.3.0";
  public Instant collectedAt = NOW;
  public Duration clockOffset = Duration.ZERO;
  public @Nullable String userName = "audit@vsphere.local";
  public @Nullable Instant certificateNotAfter = NOW.plus(Duration.ofDays(400));
  public Coverage.View view = Coverage.View.FULL;
  public Map<String, String> viewEvidence = new HashMap<>();
  public final List<UnparsedObject> unparsed = new ArrayList<>();
  public final Map<String, Integer> unknownSchema = new HashMap<>();
  public final List<VirtualMachine> vms = new ArrayList<>();
  public final List<Snapshot> snapshots = new ArrayList<>();
  public final List<Host> hosts = new ArrayList<>(List.of(AHost.usual().build()));
  public final List<Cluster> clusters = new ArrayList<>(List.of(aCluster(true, false)));
  public final List<Datastore> datastores =
      new ArrayList<>(List.of(aDatastore("VMFS", 4096, 2048)));
  public final List<Network> networks =
      new ArrayList<>(
          List.of(new Network(NETWORK, "VM Network", null, true, null, null, Unreadable.NONE)));
  public final List<Container> containers =
      new ArrayList<>(
          List.of(
              new Container(ROOT, "Datacenters", null),
              new Container(DATACENTER, "Paris", ROOT),
              new Container(VM_FOLDER, "vm", DATACENTER),
              new Container(HOST_FOLDER, "host", DATACENTER)));
  public final List<TaskRecord> tasks = new ArrayList<>();
  public final List<EventRecord> events = new ArrayList<>();
  public final List<AlarmRecord> alarms = new ArrayList<>();
  public final List<AgentMemory> agentMemory = new ArrayList<>();
  public final List<HostLogLine> hostLog = new ArrayList<>();
  public Duration historyWindow = Duration.ofHours(24);

  /** How far back the history goes; null: as far as the window. */
  public @Nullable HistoryReach reach;

  private @Nullable String stopped;
  public boolean eventsKept = true;
  public final Map<String, String> historyUnreadable = new HashMap<>();
  public final Set<String> collected = new HashSet<>();

  public AnInventory() {
    Stream.<Property[]>of(
            VmProperty.values(),
            SnapshotProperty.values(),
            HostProperty.values(),
            ClusterProperty.values(),
            DatastoreProperty.values(),
            NetworkProperty.values(),
            VCenterFact.values())
        .flatMap(Stream::of)
        .forEach(property -> collected.add(Coverage.key(property)));
  }

  /** One with these virtual machines. */
  public static AnInventory of(AVm... vms) {
    AnInventory inventory = new AnInventory();
    for (AVm vm : vms) {
      inventory.vms.add(vm.build());
    }
    return inventory;
  }

  /** One whose usual host is that one instead. */
  public static AnInventory of(AHost host) {
    AnInventory inventory = new AnInventory();
    inventory.hosts.clear();
    inventory.hosts.add(host.build());
    return inventory;
  }

  /** With these datastores and no others. */
  public AnInventory stores(ADatastore... stores) {
    datastores.clear();
    for (ADatastore store : stores) {
      datastores.add(store.build());
    }
    return this;
  }

  /** The usual cluster. */
  public static Cluster aCluster(boolean drs, boolean dpm) {
    return new Cluster(
        CLUSTER,
        "Production",
        HOST_FOLDER,
        List.of(HOST),
        drs,
        "fullyAutomated",
        dpm,
        true,
        null,
        Unreadable.NONE);
  }

  /** The usual datastore, of that type and size. */
  public static Datastore aDatastore(String type, long capacityGiB, long freeGiB) {
    return new Datastore(
        DATASTORE,
        "vmfs01",
        null,
        type,
        capacityGiB << 30,
        freeGiB << 30,
        0L,
        true,
        "normal",
        "ds:///vmfs/volumes/1/",
        62L << 40,
        Unreadable.NONE);
  }

  /** The reading ended early, for that reason. */
  public AnInventory stopped(String reason) {
    stopped = reason;
    return this;
  }

  /** The property was not collected. */
  public AnInventory without(Property property) {
    collected.remove(Coverage.key(property));
    return this;
  }

  /** The inventory. */
  public Inventory build() {
    About about =
        new About(
            "VMware vCenter Server",
            "VMware vCenter Server " + version + " build-" + build,
            version,
            build,
            apiType,
            apiVersion,
            instanceUuid);
    int objects = vms.size() + hosts.size() + clusters.size() + datastores.size() + networks.size();
    return new Inventory(
        new VCenter(
            instanceUuid,
            name,
            about,
            collectedAt,
            clockOffset,
            userName,
            apiVersion,
            certificateNotAfter),
        new Coverage(
            view,
            viewEvidence,
            objects + containers.size() + unparsed.size(),
            objects + containers.size(),
            0,
            unparsed,
            10,
            1000,
            Map.of("RetrievePropertiesEx", 10),
            unknownSchema,
            collected,
            stopped,
            Duration.ofMillis(1500)),
        vms,
        snapshots,
        hosts,
        clusters,
        datastores,
        networks,
        containers,
        new History(
            historyWindow,
            tasks,
            events,
            alarms,
            agentMemory,
            hostLog,
            reach == null ? whole() : reach,
            historyUnreadable.isEmpty() ? Unreadable.NONE : new Unreadable(historyUnreadable)));
  }

  private HistoryReach whole() {
    Reach all = new Reach(collectedAt.minus(historyWindow), false);
    Reach ofEvents = eventsKept ? all : Reach.NONE;
    return new HistoryReach(all, all, all, ofEvents, ofEvents);
  }

  /** A history of which more is kept than was read, since that moment, in every part. */
  public static HistoryReach cut(Instant since) {
    Reach cut = new Reach(since, true);
    return new HistoryReach(cut, cut, cut, cut, cut);
  }
}
