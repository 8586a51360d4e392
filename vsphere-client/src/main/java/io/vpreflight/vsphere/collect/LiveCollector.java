// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionProgress.Stage;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.InventoryCollector;
import io.vpreflight.vsphere.VSphereException.BadReply;
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
import io.vpreflight.vsphere.inventory.VCenter;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.soap.SoapSession.CurrentTime;
import io.vpreflight.vsphere.vim.LongTail;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads a living vCenter or stand-alone ESXi: references first, then their properties in batches, a
 * few at a time. One session, no refresh, no datastore browse. What was read of the virtual
 * machines before the connection or the session was lost is kept, and what is missing is counted.
 * One collection at a time.
 */
public final class LiveCollector implements InventoryCollector {
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
  public void reach() {
    session.user();
  }

  @Override
  public Inventory collect(CollectionRequest request, CollectionProgress progress) {
    long began = System.nanoTime();
    Asked asked = asked(session, request);
    try (ObjectReader reader =
        new ObjectReader(session, longTail, options, notes, asked, progress)) {
      return new Run(request, asked, progress, reader, began).inventory();
    }
  }

  /** What a request comes to on that server. */
  static Asked asked(SoapSession session, CollectionRequest request) {
    boolean standAlone = session.content().about().instanceUuid() == null;
    return new Asked(request, session.version(), standAlone);
  }

  private final class Run {
    private final CollectionRequest request;
    private final Asked asked;
    private final CollectionProgress progress;
    private final ObjectReader reader;
    private final About about = session.content().about();
    private final Interruption stop = new Interruption();
    private final long began;

    Run(
        CollectionRequest request,
        Asked asked,
        CollectionProgress progress,
        ObjectReader reader,
        long began) {
      this.began = began;
      this.request = request;
      this.asked = asked;
      this.progress = progress;
      this.reader = reader;
    }

    Inventory inventory() {
      CurrentTime time = session.currentTime();
      progress.at(Stage.LIST, 0, 0);
      List<MoRef> refs = longTail.references().stream().distinct().toList();
      Map<String, List<MoRef>> byType = refs.stream().collect(Collectors.groupingBy(MoRef::type));

      List<Container> containers = reader.containers(byType);
      List<Host> hosts = reader.hosts(byType);
      List<Cluster> clusters = reader.clusters(byType);
      List<Datastore> datastores = reader.datastores(byType);
      List<Network> networks = reader.networks(byType);
      List<VirtualMachine> vms = reader.virtualMachines(byType, stop);
      List<Snapshot> snapshots = reader.snapshots(vms, stop);
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
      int listed =
          (int) refs.stream().filter(r -> Asked.isWanted(r.type())).count()
              + reader.snapshotRefs(vms).size();
      Map<String, Integer> calls = methods.of(session.transport().methods());
      long bytesBefore = bytes;
      bytes = session.transport().bytes();
      Coverage coverage =
          new Coverage(
              sight.view(),
              sight.evidence(),
              listed,
              got,
              reader.gone(),
              reader.unparsed(),
              calls.values().stream().mapToInt(Integer::intValue).sum(),
              bytes - bytesBefore,
              calls,
              unknown.of(notes.counts()),
              asked.collected(),
              stop.asCoverage(),
              Duration.ofMillis((System.nanoTime() - began) / 1_000_000));
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
  }
}
