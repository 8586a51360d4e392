// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionProgress.Stage;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.FileProblem;
import io.vpreflight.vsphere.InventoryCollector;
import io.vpreflight.vsphere.VSphereException.BadFile;
import io.vpreflight.vsphere.inventory.About;
import io.vpreflight.vsphere.inventory.Cluster;
import io.vpreflight.vsphere.inventory.Container;
import io.vpreflight.vsphere.inventory.Coverage;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Network;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.VCenter;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.ServiceContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder or a zip that {@code govc object.save} wrote, through the same projection as a
 * living vCenter. It gives all that the dump has, whatever was asked for; a file that cannot be
 * understood is named in the coverage. Nothing is written anywhere. One collection at a time.
 */
public final class DumpCollector implements InventoryCollector {
  static final List<String> CLUSTERS = List.of("ClusterComputeResource", "ComputeResource");
  static final List<String> NETWORKS =
      List.of("DistributedVirtualPortgroup", "Network", "OpaqueNetwork");
  private static final List<String> CONTAINERS =
      List.of("Datacenter", "Folder", "ResourcePool", "StoragePod", "VirtualApp");

  private final Path dump;

  /** Will read that folder or zip, each time anew. */
  public DumpCollector(Path dump) {
    this.dump = dump;
  }

  /** True for what may be a dump: a folder, or a file called {@code .zip}. */
  public static boolean isDump(Path path) {
    return Files.isDirectory(path) || path.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  @Override
  public Inventory collect(CollectionRequest request, CollectionProgress progress) {
    SchemaNotes notes = new SchemaNotes();
    progress.at(Stage.LIST, 0, 0);
    try (DumpSource source = DumpSource.open(dump);
        DumpReader reader = new DumpReader(source, notes, progress)) {
      return new Run(source, reader, notes, progress).inventory(request.history());
    } catch (IOException e) {
      throw new BadFile(
          FileProblem.UNREADABLE, dump.toString(), "", String.valueOf(e.getMessage()), e);
    }
  }

  private final class Run {
    private final DumpSource source;
    private final DumpFiles files;
    private final DumpReader reader;
    private final SchemaNotes notes;
    private final CollectionProgress progress;
    private final DumpHistoryReader past;
    private int asked;

    Run(DumpSource source, DumpReader reader, SchemaNotes notes, CollectionProgress progress) {
      this.source = source;
      this.files = new DumpFiles(source);
      this.reader = reader;
      this.notes = notes;
      this.progress = progress;
      this.past = new DumpHistoryReader(files, reader, notes);
    }

    Inventory inventory(Duration window) {
      ServiceBuilder service = service();
      ServiceContent content = Objects.requireNonNull(service.content());
      List<Container> containers = places(CONTAINERS, PlaceBuilder::container);
      List<Host> hosts =
          objects(
              Stage.INFRASTRUCTURE,
              List.of("HostSystem"),
              ref -> new HostBuilder(ref, notes),
              DumpCoverage::missing,
              HostBuilder::build,
              (host, given) ->
                  host.withUnreadable(DumpCoverage.worthTelling(host.unreadable(), given)));
      List<Cluster> clusters = places(CLUSTERS, PlaceBuilder::cluster);
      List<Datastore> datastores = places(List.of("Datastore"), PlaceBuilder::datastore);
      List<Network> networks = places(NETWORKS, PlaceBuilder::network);
      Map<Integer, String> customFields = past.customFields();
      List<VirtualMachine> vms =
          objects(
              Stage.VIRTUAL_MACHINES,
              List.of("VirtualMachine"),
              ref -> new VmBuilder(ref, notes, customFields),
              DumpCoverage::missing,
              VmBuilder::build,
              (vm, given) -> vm.withUnreadable(DumpCoverage.worthTelling(vm.unreadable(), given)));
      List<Snapshot> snapshots = snapshots(vms);
      progress.at(Stage.HISTORY, 0, 0);
      Instant now = service.serverClock() == null ? files.newest() : service.serverClock();
      History history = past.history(window, now, content.manager("rootFolder"));
      int got =
          containers.size()
              + hosts.size()
              + clusters.size()
              + datastores.size()
              + networks.size()
              + vms.size()
              + snapshots.size();
      String identity = identity(content.about(), hosts);
      Map<String, String> evidence =
          Map.of(
              "source",
              "object dump",
              "objects",
              Integer.toString(files.count()),
              "identity",
              identity == null ? "made from the names of the hosts" : "in the dump",
              "collectedAt",
              service.serverClock() == null ? "time of the newest file" : "serverClock",
              "permissions",
              "what the account could not read was left out without a word");
      return new Inventory(
          vcenter(content.about(), identity == null ? madeUp(hosts) : identity, hosts, now),
          coverage(content.about(), evidence, got, vms),
          vms,
          snapshots,
          hosts,
          clusters,
          datastores,
          networks,
          containers,
          history);
    }

    private ServiceBuilder service() {
      DumpFiles.ObjectFile file = files.of("ServiceInstance").get(0);
      ServiceBuilder service = reader.object(file, ref -> new ServiceBuilder(ref, notes));
      if (service == null) {
        String reason = reader.unparsed().get(0).reason();
        throw new BadFile(FileProblem.CORRUPT, source.file(), file.entry().name(), reason, null);
      }
      if (service.content() == null) {
        throw new BadFile(
            FileProblem.INCOMPLETE,
            source.file(),
            file.entry().name(),
            "no property content",
            null);
      }
      return service;
    }

    private List<Snapshot> snapshots(List<VirtualMachine> vms) {
      List<DumpFiles.ObjectFile> saved = files.of("VirtualMachineSnapshot");
      if (saved.isEmpty()) {
        return List.of();
      }
      // Of those that only the trees name, nothing came.
      Set<MoRef> missing = new HashSet<>();
      trees(vms).map(SnapshotNode::snapshot).forEach(missing::add);
      saved.forEach(file -> missing.remove(file.ref()));
      asked += missing.size();
      return objects(
          Stage.DETAILS,
          List.of("VirtualMachineSnapshot"),
          ref -> new SnapshotBuilder(ref, notes),
          (builder, given) -> {},
          SnapshotBuilder::build,
          (snapshot, given) -> snapshot);
    }

    private <T> List<T> places(List<String> types, Function<PlaceBuilder, T> finish) {
      return objects(
          Stage.INFRASTRUCTURE,
          types,
          ref -> new PlaceBuilder(ref, notes),
          (builder, given) -> {},
          finish,
          (place, given) -> place);
    }

    private <B extends ObjectBuilder, T> List<T> objects(
        Stage stage,
        List<String> types,
        Function<MoRef, B> make,
        BiConsumer<B, Set<String>> whole,
        Function<B, T> finish,
        BiFunction<T, Set<String>, T> afterAll) {
      List<T> found = new ArrayList<>();
      for (String type : types) {
        List<DumpFiles.ObjectFile> saved = files.of(type);
        asked += (int) saved.stream().map(DumpFiles.ObjectFile::ref).distinct().count();
        List<T> ofType = reader.objects(stage, saved, make, whole, finish);
        Set<String> given = reader.properties(type);
        ofType.forEach(object -> found.add(afterAll.apply(object, given)));
      }
      return found;
    }

    private VCenter vcenter(About about, String uuid, List<Host> hosts, Instant now) {
      String own = ServerName.of(about, hosts, files, reader, notes);
      return new VCenter(
          uuid,
          own != null ? own : fileName(),
          about,
          now,
          Duration.ZERO,
          null,
          about.apiVersion(),
          null);
    }

    /** Whoever saved it most likely called it by the name of the vCenter. */
    private String fileName() {
      String file = String.valueOf(dump.toAbsolutePath().normalize().getFileName());
      boolean zip = file.length() > 4 && file.toLowerCase(Locale.ROOT).endsWith(".zip");
      return zip ? file.substring(0, file.length() - 4) : file;
    }

    /** Of a vCenter its own, of a stand-alone ESXi that of its hardware, or null. */
    private @Nullable String identity(About about, List<Host> hosts) {
      String own = about.instanceUuid();
      if (own != null && !own.isEmpty()) {
        return own;
      }
      String hardware = hosts.isEmpty() ? null : hosts.get(0).summary().uuid();
      return hardware == null || hardware.isEmpty() ? null : hardware;
    }

    /** A dump that somebody trimmed may lack its identity; its hosts are the next best thing. */
    private String madeUp(List<Host> hosts) {
      if (hosts.isEmpty()) {
        String detail = "neither an instance UUID nor a host: whose dump is this";
        throw new BadFile(FileProblem.INCOMPLETE, source.file(), "", detail, null);
      }
      String names = hosts.stream().map(Host::name).sorted().collect(Collectors.joining("\n"));
      return UUID.nameUUIDFromBytes(names.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Coverage coverage(
        About about, Map<String, String> evidence, int got, List<VirtualMachine> vms) {
      return new Coverage(
          Coverage.View.NOT_VERIFIED,
          evidence,
          asked,
          got,
          0,
          reader.unparsed(),
          0,
          source.bytes(),
          Map.of(),
          notes.counts(),
          DumpCoverage.collected(
              about, files, reader, past.facts(), trees(vms).findAny().isEmpty()));
    }

    private static Stream<SnapshotNode> trees(List<VirtualMachine> vms) {
      return vms.stream()
          .flatMap(vm -> vm.snapshot() == null ? Stream.empty() : vm.snapshot().all().stream());
    }
  }
}
