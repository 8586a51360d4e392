// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionProgress.Stage;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.InventoryCollector;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.inventory.About;
import io.vpreflight.vsphere.inventory.ApiVersion;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.Container;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.ExtraConfig;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Network;
import io.vpreflight.vsphere.inventory.NetworkProperty;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.VCenter;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapSession.CurrentTime;
import io.vpreflight.vsphere.vim.LongTail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a living vCenter or stand-alone ESXi: references first, then their properties in batches, a
 * few at a time. One session, no refresh, no datastore browse. What was read of the virtual
 * machines before the connection or the session was lost is kept, and what is missing is counted.
 * One collection at a time.
 */
public final class LiveCollector implements InventoryCollector {
  private static final Set<String> CLUSTERS = Set.of("ClusterComputeResource", "ComputeResource");
  private static final Set<String> NETWORKS =
      Set.of("Network", "DistributedVirtualPortgroup", "OpaqueNetwork");
  private static final Set<String> CONTAINERS =
      Set.of("Folder", "Datacenter", "ResourcePool", "VirtualApp", "StoragePod");
  private static final List<String> NAME_AND_PARENT = List.of("name", "parent");

  private final SoapSession session;
  private final LongTail longTail;
  private final ConnectionOptions options;
  private final String name;
  private final SchemaNotes notes;
  private final SinceLast methods = new SinceLast();
  private final SinceLast unknown = new SinceLast();
  private long bytes;

  /**
   * Collects through a session, which stays the caller's.
   *
   * @param name what the admin calls this vCenter
   */
  public LiveCollector(
      SoapSession session,
      LongTail longTail,
      ConnectionOptions options,
      String name,
      SchemaNotes notes) {
    this.session = session;
    this.longTail = longTail;
    this.options = options;
    this.name = name;
    this.notes = notes;
  }

  @Override
  public Inventory collect(CollectionRequest request, CollectionProgress progress) {
    try (BatchRunner batches = new BatchRunner(session, options, notes, progress)) {
      return new Run(request, progress, batches).inventory();
    }
  }

  private final class Run {
    private final CollectionRequest request;
    private final Set<Property> properties;
    private final CollectionProgress progress;
    private final BatchRunner batches;
    private final About about = session.content().about();
    private final Interruption stop = new Interruption();

    Run(CollectionRequest request, CollectionProgress progress, BatchRunner batches) {
      this.request = request;
      this.properties = new HashSet<>(request.properties());
      // The record of the hardware is there when its devices are, so that no disk is not unknown.
      if (properties.contains(VmProperty.NUM_CPU) || properties.contains(VmProperty.MEMORY_MB)) {
        properties.add(VmProperty.DEVICES);
      }
      this.progress = progress;
      this.batches = batches;
    }

    Inventory inventory() {
      CurrentTime time = session.currentTime();
      progress.at(Stage.LIST, 0, 0);
      List<MoRef> refs = longTail.references().stream().distinct().toList();
      Map<String, List<MoRef>> byType = refs.stream().collect(Collectors.groupingBy(MoRef::type));

      List<Container> containers =
          places(byType, CONTAINERS, NAME_AND_PARENT, PlaceBuilder::container);
      List<Host> hosts = hosts(byType);
      List<Cluster> clusters =
          places(byType, CLUSTERS, paths(ClusterProperty.values()), PlaceBuilder::cluster);
      List<Datastore> datastores =
          places(
              byType,
              Set.of("Datastore"),
              paths(DatastoreProperty.values()),
              PlaceBuilder::datastore);
      List<Network> networks = networks(byType);
      List<VirtualMachine> vms = withWholeExtraConfig(virtualMachines(byType));
      List<Snapshot> snapshots = snapshots(vms);
      History history = history(time, hosts);
      LongTail.Sight sight =
          stop.isThere()
              ? new LongTail.Sight(Coverage.View.NOT_VERIFIED, Map.of())
              : longTail.sight();
      stop.note(longTail.stopped());

      int got =
          containers.size()
              + hosts.size()
              + clusters.size()
              + datastores.size()
              + networks.size()
              + vms.size()
              + snapshots.size();
      int asked =
          (int) refs.stream().filter(r -> isWanted(r.type())).count() + snapshotRefs(vms).size();
      Map<String, Integer> calls = methods.of(session.transport().methods());
      long bytesBefore = bytes;
      bytes = session.transport().bytes();
      Coverage coverage =
          new Coverage(
              sight.view(),
              sight.evidence(),
              asked,
              got,
              batches.gone(),
              batches.unparsed(),
              calls.values().stream().mapToInt(Integer::intValue).sum(),
              bytes - bytesBefore,
              calls,
              unknown.of(notes.counts()),
              collected(),
              stop.asCoverage());
      return new Inventory(
          vcenter(time, hosts),
          coverage,
          vms,
          snapshots,
          hosts,
          clusters,
          datastores,
          networks,
          containers,
          history);
    }

    private History history(CurrentTime time, List<Host> hosts) {
      if (!stop.isThere()) {
        progress.at(Stage.HISTORY, 0, 0);
        return longTail.history(request, time.now(), hosts);
      }
      return Interruption.noHistory(request.history());
    }

    private VCenter vcenter(CurrentTime time, List<Host> hosts) {
      String uuid = about.instanceUuid();
      if (uuid == null) {
        uuid = hosts.isEmpty() ? null : hosts.get(0).summary().uuid();
      }
      if (uuid == null) {
        throw new BadReply(
            "neither an instance UUID nor a hardware UUID: who is this?", false, null);
      }
      return new VCenter(
          uuid,
          name,
          about,
          time.now(),
          time.offset(),
          session.user().userName(),
          session.version().text(),
          session.certificateNotAfter());
    }

    private List<Host> hosts(Map<String, List<MoRef>> byType) {
      List<String> paths = new ArrayList<>(paths(HostProperty.values()));
      // The identity of a stand-alone ESXi is that of its hardware.
      if (about.instanceUuid() == null && !paths.contains(HostProperty.HARDWARE.path())) {
        paths.add(HostProperty.HARDWARE.path());
      }
      return batches.read(
          Stage.INFRASTRUCTURE,
          byType.getOrDefault("HostSystem", List.of()),
          paths,
          ref -> new HostBuilder(ref, notes),
          HostBuilder::build);
    }

    private List<Network> networks(Map<String, List<MoRef>> byType) {
      List<Network> found = new ArrayList<>();
      for (String type : new TreeSet<>(NETWORKS)) {
        List<String> paths = new ArrayList<>(paths(NetworkProperty.values()));
        if (!type.equals("DistributedVirtualPortgroup")) {
          paths.remove(NetworkProperty.KEY.path());
          paths.remove(NetworkProperty.BACKING_TYPE.path());
        }
        found.addAll(places(byType, Set.of(type), paths, PlaceBuilder::network));
      }
      return found;
    }

    private <T> List<T> places(
        Map<String, List<MoRef>> byType,
        Set<String> types,
        List<String> paths,
        Function<PlaceBuilder, T> finish) {
      List<T> found = new ArrayList<>();
      for (String type : new TreeSet<>(types)) {
        found.addAll(
            batches.read(
                Stage.INFRASTRUCTURE,
                byType.getOrDefault(type, List.of()),
                paths,
                ref -> new PlaceBuilder(ref, notes),
                finish));
      }
      return found;
    }

    private List<VirtualMachine> virtualMachines(Map<String, List<MoRef>> byType) {
      List<MoRef> refs = byType.getOrDefault("VirtualMachine", List.of());
      Map<Integer, String> customFields =
          properties.contains(VmProperty.CUSTOM_VALUE) && !refs.isEmpty()
              ? longTail.customFields()
              : Map.of();
      List<VirtualMachine> vms =
          batches.readUntil(
              stop,
              Stage.VIRTUAL_MACHINES,
              refs,
              paths(VmProperty.values()),
              ref -> new VmBuilder(ref, notes, customFields),
              VmBuilder::build);
      if (vms.isEmpty()) {
        stop.rethrow();
      }
      return vms;
    }

    /**
     * The tracking keys of the usual disks were asked for by name; a virtual machine with other
     * disks, or with one whose key did not come, is looked at whole.
     */
    private List<VirtualMachine> withWholeExtraConfig(List<VirtualMachine> vms) {
      if (!properties.contains(VmProperty.EXTRA_CONFIG_TRACKING)
          || properties.contains(VmProperty.EXTRA_CONFIG_ALL)) {
        return vms;
      }
      List<MoRef> open =
          vms.stream().filter(LiveCollector::hasOpenKeys).map(VirtualMachine::ref).toList();
      Map<MoRef, ExtraConfig> whole = new HashMap<>();
      // A second look at objects that are already accounted for: what is gone by now was not then.
      try (BatchRunner secondLook = new BatchRunner(session, options, notes, progress)) {
        secondLook
            .readUntil(
                stop,
                Stage.DETAILS,
                open,
                List.of(VmProperty.EXTRA_CONFIG_ALL.path()),
                ref -> new VmBuilder(ref, notes, Map.of()),
                b -> Map.entry(b.ref, b.extraConfig()))
            .stream()
            .filter(e -> e.getValue().complete())
            .forEach(e -> whole.put(e.getKey(), e.getValue()));
      }
      return whole.isEmpty()
          ? vms
          : vms.stream()
              .map(vm -> whole.containsKey(vm.ref()) ? vm.withExtraConfig(whole.get(vm.ref())) : vm)
              .toList();
    }

    private List<MoRef> snapshotRefs(List<VirtualMachine> vms) {
      if (!properties.contains(SnapshotProperty.DEVICES)) {
        return List.of();
      }
      return vms.stream()
          .map(VirtualMachine::snapshot)
          .flatMap(s -> s == null ? Stream.empty() : s.all().stream())
          .map(node -> node.snapshot())
          .filter(ref -> !ref.moId().isEmpty())
          .distinct()
          .toList();
    }

    private List<Snapshot> snapshots(List<VirtualMachine> vms) {
      List<MoRef> refs = snapshotRefs(vms);
      return batches.readUntil(
          stop,
          Stage.DETAILS,
          refs,
          paths(SnapshotProperty.values()),
          ref -> new SnapshotBuilder(ref, notes),
          SnapshotBuilder::build);
    }

    private List<String> paths(Property[] all) {
      ApiVersion spoken = session.version();
      List<String> paths = new ArrayList<>();
      for (Property property : all) {
        if (isAsked(property, spoken)) {
          paths.addAll(property.paths());
        }
      }
      return paths;
    }

    private Set<String> collected() {
      ApiVersion spoken = session.version();
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
          .filter(p -> isAsked(p, spoken))
          .map(Coverage::key)
          .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isAsked(Property property, ApiVersion spoken) {
      ApiVersion since = property.since();
      boolean always = NAME_AND_PARENT.contains(property.path());
      return (always || properties.contains(property)) && (since == null || spoken.atLeast(since));
    }
  }

  private static boolean isWanted(String type) {
    return CONTAINERS.contains(type)
        || CLUSTERS.contains(type)
        || NETWORKS.contains(type)
        || type.equals("HostSystem")
        || type.equals("Datastore")
        || type.equals("VirtualMachine");
  }

  private static boolean hasOpenKeys(VirtualMachine vm) {
    Hardware hardware = vm.config().hardware();
    if (hardware == null) {
      return false;
    }
    boolean tracked = Boolean.TRUE.equals(vm.config().changeTrackingEnabled());
    for (VirtualDisk disk : hardware.disks()) {
      String place = hardware.place(disk);
      if (place != null) {
        String key = place + ".ctkEnabled";
        boolean asked =
            VmProperty.EXTRA_CONFIG_TRACKING
                .paths()
                .contains("config.extraConfig[\"" + key + "\"]");
        if (!asked || (tracked && vm.config().extraConfig().value(key) == null)) {
          return true;
        }
      }
    }
    return false;
  }
}
