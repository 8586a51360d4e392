// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionProgress.Stage;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.Container;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.ExtraConfig;
import io.vpreflight.vsphere.inventory.Hardware;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Network;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.UnparsedObject;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.vim.LongTail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads objects that are named into records, all of them or the few that have changed: the one way
 * from a living vCenter to the records of an inventory. One reading; closed when it is over.
 */
final class ObjectReader implements AutoCloseable {
  private final SoapSession session;
  private final LongTail longTail;
  private final ConnectionOptions options;
  private final SchemaNotes notes;
  private final Asked asked;
  private final CollectionProgress progress;
  private final BatchRunner batches;

  ObjectReader(
      SoapSession session,
      LongTail longTail,
      ConnectionOptions options,
      SchemaNotes notes,
      Asked asked,
      CollectionProgress progress) {
    this.session = session;
    this.longTail = longTail;
    this.options = options;
    this.notes = notes;
    this.asked = asked;
    this.progress = progress;
    this.batches = new BatchRunner(session, options, notes, progress);
  }

  /** Objects that were gone when they were asked for. */
  int gone() {
    return batches.gone();
  }

  /** Objects whose answer could not be understood. */
  List<UnparsedObject> unparsed() {
    return batches.unparsed();
  }

  List<Container> containers(Map<String, List<MoRef>> byType) {
    return places(byType, Asked.CONTAINERS, PlaceBuilder::container);
  }

  List<Cluster> clusters(Map<String, List<MoRef>> byType) {
    return places(byType, Asked.CLUSTERS, PlaceBuilder::cluster);
  }

  List<Datastore> datastores(Map<String, List<MoRef>> byType) {
    return places(byType, Set.of("Datastore"), PlaceBuilder::datastore);
  }

  List<Network> networks(Map<String, List<MoRef>> byType) {
    return places(byType, Asked.NETWORKS, PlaceBuilder::network);
  }

  List<Host> hosts(Map<String, List<MoRef>> byType) {
    return batches.read(
        Stage.INFRASTRUCTURE,
        byType.getOrDefault("HostSystem", List.of()),
        asked.pathsOf("HostSystem"),
        ref -> new HostBuilder(ref, notes),
        HostBuilder::build);
  }

  private <T> List<T> places(
      Map<String, List<MoRef>> byType, Set<String> types, Function<PlaceBuilder, T> finish) {
    List<T> found = new ArrayList<>();
    for (String type : new TreeSet<>(types)) {
      found.addAll(
          batches.read(
              Stage.INFRASTRUCTURE,
              byType.getOrDefault(type, List.of()),
              asked.pathsOf(type),
              ref -> new PlaceBuilder(ref, notes),
              finish));
    }
    return found;
  }

  /**
   * Virtual machines, as far as it goes.
   *
   * @param stop told what ended it early; when nothing was read at all, that is thrown
   */
  List<VirtualMachine> virtualMachines(Map<String, List<MoRef>> byType, Interruption stop) {
    List<MoRef> refs = byType.getOrDefault("VirtualMachine", List.of());
    Map<Integer, String> customFields =
        asked.wants(VmProperty.CUSTOM_VALUE) && !refs.isEmpty()
            ? longTail.customFields()
            : Map.of();
    List<VirtualMachine> vms =
        batches.readUntil(
            stop,
            Stage.VIRTUAL_MACHINES,
            refs,
            asked.pathsOf("VirtualMachine"),
            ref -> new VmBuilder(ref, notes, customFields),
            VmBuilder::build);
    if (vms.isEmpty()) {
      stop.rethrow();
    }
    return withWholeExtraConfig(vms, stop);
  }

  /**
   * The tracking keys of the usual disks were asked for by name; a virtual machine with other
   * disks, or with one whose key did not come, is looked at whole.
   */
  private List<VirtualMachine> withWholeExtraConfig(List<VirtualMachine> vms, Interruption stop) {
    if (!asked.wants(VmProperty.EXTRA_CONFIG_TRACKING)
        || asked.wants(VmProperty.EXTRA_CONFIG_ALL)) {
      return vms;
    }
    List<MoRef> open =
        vms.stream().filter(ObjectReader::hasOpenKeys).map(VirtualMachine::ref).toList();
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

  /** The snapshot objects of those virtual machines that would be read. */
  List<MoRef> snapshotRefs(List<VirtualMachine> vms) {
    return asked.wants(SnapshotProperty.DEVICES) ? snapshotsOf(vms) : List.of();
  }

  /** The snapshot objects of those virtual machines. */
  static List<MoRef> snapshotsOf(List<VirtualMachine> vms) {
    return vms.stream()
        .map(VirtualMachine::snapshot)
        .flatMap(s -> s == null ? Stream.empty() : s.all().stream())
        .map(node -> node.snapshot())
        .filter(ref -> !ref.moId().isEmpty())
        .distinct()
        .toList();
  }

  /** The snapshot objects of those virtual machines, as far as it goes. */
  List<Snapshot> snapshots(List<VirtualMachine> vms, Interruption stop) {
    return batches.readUntil(
        stop,
        Stage.DETAILS,
        snapshotRefs(vms),
        asked.pathsOf("VirtualMachineSnapshot"),
        ref -> new SnapshotBuilder(ref, notes),
        SnapshotBuilder::build);
  }

  /**
   * What some properties of objects are, as a record of the rest of which nothing is said: to be
   * held against what it was.
   *
   * @param refs of one type that an inventory has records of
   */
  Map<MoRef, Object> partly(List<MoRef> refs, List<String> paths) {
    Map<MoRef, Object> found = new HashMap<>();
    if (refs.isEmpty() || paths.isEmpty()) {
      return found;
    }
    String type = refs.get(0).type();
    batches
        .read(
            Stage.DETAILS, refs, paths, ref -> builder(type, ref), b -> Map.entry(b.ref, built(b)))
        .forEach(e -> found.put(e.getKey(), e.getValue()));
    return found;
  }

  private ObjectBuilder builder(String type, MoRef ref) {
    return switch (type) {
      case "VirtualMachine" -> new VmBuilder(ref, notes, Map.of());
      case "HostSystem" -> new HostBuilder(ref, notes);
      default -> new PlaceBuilder(ref, notes);
    };
  }

  private static Object built(ObjectBuilder builder) {
    if (builder instanceof VmBuilder vm) {
      return vm.build();
    }
    if (builder instanceof HostBuilder host) {
      return host.build();
    }
    PlaceBuilder place = (PlaceBuilder) builder;
    String type = place.ref.type();
    if (Asked.CLUSTERS.contains(type)) {
      return place.cluster();
    }
    return type.equals("Datastore") ? place.datastore() : place.network();
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

  @Override
  public void close() {
    batches.close();
  }
}
