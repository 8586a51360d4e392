// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.CollectionRequest;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.InventoryUpdates;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Unreachable;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the inventory of a living vCenter or stand-alone ESXi fresh with {@code WaitForUpdatesEx}:
 * it is told which objects changed, and reads those as a whole reading does. A session of its own;
 * nobody else may wait on the property collector of that session.
 */
public final class LiveUpdates implements InventoryUpdates {
  /** What follows a change so soon belongs to it. */
  private static final Duration SETTLE = Duration.ofSeconds(1);

  /** So often it is waited for what follows; a storm must not keep the news for ever. */
  private static final int MOST_ROUNDS = 5;

  private final SoapSession session;
  private final LongTail longTail;
  private final ConnectionOptions options;
  private final String name;
  private final SchemaNotes notes;
  private final CollectionRequest request;
  private final SinceLast methods = new SinceLast();
  private long bytes;
  private @Nullable Following following;

  /**
   * Follows through a session, which stays the caller's.
   *
   * @param name what the admin calls this vCenter
   * @param request what is read, then and now
   */
  public LiveUpdates(
      SoapSession session,
      LongTail longTail,
      ConnectionOptions options,
      String name,
      SchemaNotes notes,
      CollectionRequest request) {
    this.session = session;
    this.longTail = longTail;
    this.options = options;
    this.name = name;
    this.notes = notes;
    this.request = request;
  }

  /** What it knows, and by what it learns of changes. */
  private static final class Following {
    private final Asked asked;
    private final UpdateFilter filter;
    private final Map<MoRef, Object> silent;
    private Inventory inventory;

    Following(Asked asked, UpdateFilter filter, Map<MoRef, Object> silent, Inventory inventory) {
      this.asked = asked;
      this.filter = filter;
      this.silent = silent;
      this.inventory = inventory;
    }
  }

  @Override
  public Inventory begin(CollectionProgress progress) {
    // Who is told, and of what nobody tells, is looked at before everything is read: what changes
    // in between is read twice rather than not at all.
    Asked asked = LiveCollector.asked(session, request);
    UpdateFilter filter = UpdateFilter.create(session, options, Announced.watched(asked));
    Map<MoRef, Object> silent;
    try (ObjectReader reader = reader(asked, CollectionProgress.NONE)) {
      silent = silent(reader, asked, filter.everything().changed());
    }
    Inventory inventory =
        new LiveCollector(session, longTail, options, name, notes).collect(request, progress);
    filter.requireSameSession();
    String stopped = inventory.coverage().stopped();
    if (stopped != null) {
      throw new Unreachable(Unreachable.Reason.BROKEN, "the reading ended early: " + stopped, null);
    }
    methods.of(session.transport().methods());
    bytes = session.transport().bytes();
    following = new Following(asked, filter, silent, inventory);
    return inventory;
  }

  @Override
  public @Nullable Inventory next(Duration atMost) {
    Following now = following();
    Changes changes = new Changes();
    if (!now.filter.await(atMost, changes)) {
      return null;
    }
    // What belongs together comes within moments, and in many pieces when it is asked for at once.
    int round = 0;
    do {
      settle();
    } while (now.filter.await(Duration.ZERO, changes) && ++round < MOST_ROUNDS);
    return changes.isEmpty() ? null : read(now, changes, false);
  }

  @Override
  public Inventory reread() {
    Following now = following();
    Changes changes = new Changes();
    now.filter.await(Duration.ZERO, changes);
    try (ObjectReader reader = reader(now.asked, CollectionProgress.NONE)) {
      Map<MoRef, Object> silent = silent(reader, now.asked, refs(now.inventory));
      silent.forEach(
          (ref, seen) -> {
            if (!seen.equals(now.silent.get(ref))) {
              changes.changed(ref);
            }
          });
      now.silent.clear();
      now.silent.putAll(silent);
    }
    return read(now, changes, true);
  }

  private static void settle() {
    try {
      Thread.sleep(SETTLE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled(e);
    }
  }

  private Following following() {
    return Objects.requireNonNull(following, "nothing was read yet");
  }

  /** Reads again what changed, and puts it in its place. */
  private Inventory read(Following now, Changes changes, boolean all) {
    CurrentTime time = session.currentTime();
    Map<String, List<MoRef>> byType =
        changes.changed().stream().collect(Collectors.groupingBy(MoRef::type));
    Set<MoRef> asked = new HashSet<>(changes.changed());
    asked.addAll(changes.left());
    Inventory before = now.inventory;
    Interruption stop = new Interruption();
    try (ObjectReader reader = reader(now.asked, CollectionProgress.NONE)) {
      List<VirtualMachine> read = reader.virtualMachines(byType, stop);
      List<Snapshot> readSnapshots = reader.snapshots(read, stop);
      stop.rethrow();
      List<VirtualMachine> vms =
          Merged.records(before.virtualMachines(), VirtualMachine::ref, asked, read);
      asked.addAll(
          ObjectReader.snapshotsOf(
              before.virtualMachines().stream().filter(vm -> asked.contains(vm.ref())).toList()));
      List<Snapshot> snapshots =
          Merged.records(before.snapshots(), Snapshot::ref, asked, readSnapshots);
      List<Host> hosts = Merged.records(before.hosts(), Host::ref, asked, reader.hosts(byType));
      List<Cluster> clusters =
          Merged.records(before.clusters(), Cluster::ref, asked, reader.clusters(byType));
      List<Datastore> datastores =
          Merged.records(before.datastores(), Datastore::ref, asked, reader.datastores(byType));
      List<Network> networks =
          Merged.records(before.networks(), Network::ref, asked, reader.networks(byType));
      List<Container> containers =
          Merged.records(before.containers(), Container::ref, asked, reader.containers(byType));
      History history = all ? longTail.history(request, time.now(), hosts) : before.history();
      int records =
          vms.size()
              + snapshots.size()
              + hosts.size()
              + clusters.size()
              + datastores.size()
              + networks.size()
              + containers.size();
      // What is no longer seen may be gone, or be hidden: that makes all the difference.
      LongTail.Sight sight = all || !changes.left().isEmpty() ? longTail.sight() : null;
      VSphereException ended = longTail.stopped();
      if (ended != null) {
        throw ended;
      }
      now.filter.requireSameSession();
      Map<String, Integer> calls = methods.of(session.transport().methods());
      long bytesBefore = bytes;
      bytes = session.transport().bytes();
      Coverage coverage =
          Merged.coverage(before, records, asked, reader.unparsed(), calls, bytes - bytesBefore);
      now.inventory =
          new Inventory(
              at(before.vcenter(), time),
              sight == null ? coverage : coverage.withView(sight.view(), sight.evidence()),
              vms,
              snapshots,
              hosts,
              clusters,
              datastores,
              networks,
              containers,
              history);
      return now.inventory;
    }
  }

  private static VCenter at(VCenter vcenter, CurrentTime time) {
    return new VCenter(
        vcenter.instanceUuid(),
        vcenter.name(),
        vcenter.about(),
        time.now(),
        time.offset(),
        vcenter.userName(),
        vcenter.apiVersion(),
        vcenter.certificateNotAfter());
  }

  /** What nobody tells of these objects, each as a record of little else. */
  private static Map<MoRef, Object> silent(
      ObjectReader reader, Asked asked, Collection<MoRef> refs) {
    Map<MoRef, Object> found = new HashMap<>();
    refs.stream()
        .collect(Collectors.groupingBy(MoRef::type))
        .forEach(
            (type, ofType) -> found.putAll(reader.partly(ofType, Announced.silent(type, asked))));
    return found;
  }

  private static List<MoRef> refs(Inventory inventory) {
    List<MoRef> refs = new ArrayList<>();
    inventory.virtualMachines().forEach(vm -> refs.add(vm.ref()));
    inventory.hosts().forEach(host -> refs.add(host.ref()));
    inventory.clusters().forEach(cluster -> refs.add(cluster.ref()));
    inventory.datastores().forEach(datastore -> refs.add(datastore.ref()));
    inventory.networks().forEach(network -> refs.add(network.ref()));
    return refs;
  }

  private ObjectReader reader(Asked asked, CollectionProgress progress) {
    return new ObjectReader(session, longTail, options, notes, asked, progress);
  }

  @Override
  public void close() {
    Following now = following;
    if (now != null) {
      following = null;
      now.filter.close();
    }
  }
}
