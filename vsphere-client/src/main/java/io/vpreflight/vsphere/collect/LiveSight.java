// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.ClusterRules;
import io.vpreflight.vsphere.DatastoreSpace;
import io.vpreflight.vsphere.HostState;
import io.vpreflight.vsphere.RepairSight;
import io.vpreflight.vsphere.SnapshotRef;
import io.vpreflight.vsphere.TaskState;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VmState;
import io.vpreflight.vsphere.inventory.Datastore;
import io.vpreflight.vsphere.inventory.DatastoreProperty;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.Snapshot;
import io.vpreflight.vsphere.inventory.SnapshotNode;
import io.vpreflight.vsphere.inventory.SnapshotProperty;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VimFault;
import io.vpreflight.vsphere.inventory.VirtualDisk;
import io.vpreflight.vsphere.inventory.VirtualMachine;
import io.vpreflight.vsphere.inventory.VmProperty;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.vim.VimLongTail;
import io.vpreflight.vsphere.vim.VimPrivileges;
import io.vpreflight.vsphere.vim.VimProbes;
import io.vpreflight.vsphere.vim.VimTasks;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at single objects of a living vCenter, through the projection that reads whole inventories.
 * What an inventory notes as unreadable is an exception here: a step must not rest on what nobody
 * saw. Safe for several threads.
 */
final class LiveSight implements RepairSight {
  private static final String METHOD = "RetrievePropertiesEx";
  private static final List<String> VM =
      paths(
          VmProperty.NAME,
          VmProperty.DATASTORE,
          VmProperty.INSTANCE_UUID,
          VmProperty.BIOS_UUID,
          VmProperty.TEMPLATE,
          VmProperty.CHANGE_VERSION,
          VmProperty.CHANGE_TRACKING_ENABLED,
          VmProperty.DEVICES,
          VmProperty.CONNECTION_STATE,
          VmProperty.POWER_STATE,
          VmProperty.HOST,
          VmProperty.CONSOLIDATION_NEEDED,
          VmProperty.QUESTION,
          VmProperty.SNAPSHOT,
          VmProperty.DISABLED_METHOD,
          VmProperty.RECENT_TASK);
  private static final List<String> GUEST =
      paths(
          VmProperty.NAME,
          VmProperty.POWER_STATE,
          VmProperty.DEVICES,
          VmProperty.TOOLS_RUNNING_STATUS,
          VmProperty.GUEST_IP_ADDRESS,
          VmProperty.GUEST_NET);
  private static final List<String> ATTRIBUTES = paths(VmProperty.NAME, VmProperty.CUSTOM_VALUE);
  private static final List<String> SNAPSHOT = paths(SnapshotProperty.values());
  private static final List<String> DATASTORE =
      paths(DatastoreProperty.NAME, DatastoreProperty.SUMMARY);

  private final SoapSession session;
  private final SchemaNotes notes;
  private final VimTasks tasks;
  private final VimPrivileges privileges;
  private final VimProbes probes;

  /** Looks through a session, which stays the caller's. */
  LiveSight(SoapSession session, SchemaNotes notes, VimProbes probes) {
    this.session = session;
    this.notes = notes;
    this.tasks = new VimTasks(session, notes);
    this.privileges = new VimPrivileges(session, notes);
    this.probes = probes;
  }

  @Override
  public String vcenter() {
    String uuid = session.contentNow().about().instanceUuid();
    return uuid == null ? "" : uuid;
  }

  @Override
  public Instant currentTime() {
    return session.currentTime().now();
  }

  @Override
  public VmState vm(MoRef vm) {
    VirtualMachine seen = one(vm, VM, ref -> new VmBuilder(ref, notes, Map.of())).build();
    requireAll(vm, seen.unreadable());
    return state(seen);
  }

  @Override
  public VirtualMachine guest(MoRef vm) {
    VirtualMachine seen = one(vm, GUEST, ref -> new VmBuilder(ref, notes, Map.of())).build();
    requireAll(vm, seen.unreadable());
    return seen;
  }

  @Override
  public HostState host(MoRef host) {
    HostStateBuilder seen =
        one(host, HostStateBuilder.PATHS, ref -> new HostStateBuilder(ref, notes));
    requireAll(host, seen.all());
    return seen.build();
  }

  @Override
  public ClusterRules rules(MoRef cluster) {
    ClusterRulesBuilder seen =
        one(cluster, ClusterRulesBuilder.PATHS, ref -> new ClusterRulesBuilder(ref, notes));
    requireAll(cluster, seen.unreadable());
    return seen.build();
  }

  @Override
  public @Nullable TaskState task(MoRef task) {
    return tasks.states(List.of(task)).get(task);
  }

  @Override
  public Map<MoRef, TaskState> tasks(Collection<MoRef> wanted) {
    return tasks.states(wanted);
  }

  @Override
  public List<TaskState> tasksOf(MoRef entity, Instant since) {
    return tasks.of(entity, since);
  }

  @Override
  public Map<Integer, String> changeIds(MoRef snapshot) {
    Snapshot seen = one(snapshot, SNAPSHOT, ref -> new SnapshotBuilder(ref, notes)).build();
    requireAll(snapshot, seen.unreadable());
    List<VirtualDisk> disks = seen.disks();
    if (disks == null) {
      // A snapshot without a configuration is not one whose disks have no changeId.
      throw new BadReply("no devices in the config of " + snapshot, false, null);
    }
    Map<Integer, String> changeIds = new HashMap<>();
    for (VirtualDisk disk : disks) {
      String changeId = disk.backing().changeId();
      if (changeId != null && !changeId.isBlank()) {
        changeIds.put(disk.key(), changeId);
      }
    }
    return changeIds;
  }

  @Override
  public @Nullable Attribute attribute(MoRef entity, String name) {
    Map<Integer, String> fields = new VimLongTail(session, notes).customFields();
    for (Map.Entry<Integer, String> field : fields.entrySet()) {
      if (field.getValue().equals(name)) {
        VirtualMachine seen =
            one(entity, ATTRIBUTES, ref -> new VmBuilder(ref, notes, fields)).build();
        requireAll(entity, seen.unreadable());
        return new Attribute(field.getKey(), seen.customValues().getOrDefault(name, ""));
      }
    }
    return null;
  }

  @Override
  public Set<String> missingPrivileges(MoRef entity, Set<String> wanted) {
    return privileges.granted(List.of(entity), wanted).missing(entity, wanted);
  }

  @Override
  public DatastoreSpace datastore(MoRef datastore) {
    Datastore seen = one(datastore, DATASTORE, ref -> new PlaceBuilder(ref, notes)).datastore();
    requireAll(datastore, seen.unreadable());
    return new DatastoreSpace(
        seen.ref(),
        seen.name(),
        seen.freeSpace(),
        seen.capacity(),
        seen.accessible(),
        seen.maintenanceMode());
  }

  @Override
  public Map<MoRef, Long> consolidationSpace(MoRef vm) {
    return probes.consolidationSpace(vm);
  }

  @Override
  public OptionalLong writeRateBytes(MoRef vm) {
    return probes.writeRateBytes(vm);
  }

  private <B extends ObjectBuilder> B one(
      MoRef ref, List<String> paths, Function<MoRef, B> builder) {
    PropertyReader reader = new PropertyReader(session, notes);
    List<B> read = reader.read(List.of(ref), paths, builder);
    if (!read.isEmpty()) {
      return read.get(0);
    }
    if (reader.gone() > 0) {
      throw new Fault(METHOD, new VimFault("ManagedObjectNotFound", List.of(), null), ref, null);
    }
    throw new BadReply(
        reader.unparsed().isEmpty()
            ? "not a word about " + ref
            : ref + ": " + reader.unparsed().get(0).reason(),
        false,
        null);
  }

  private static void requireAll(MoRef ref, Unreadable unreadable) {
    // A value of one device that nobody here knows was judged when the plan was made.
    unreadable.faults().entrySet().stream()
        .filter(missing -> !missing.getKey().startsWith(VmProperty.DEVICES.path() + "["))
        .min(Map.Entry.comparingByKey())
        .ifPresent(
            missing -> {
              VimFault fault = new VimFault(missing.getValue(), List.of(), missing.getKey());
              throw new Fault(METHOD, fault, ref, missing.getKey());
            });
  }

  private static VmState state(VirtualMachine vm) {
    List<String> disabled = vm.activity().disabledMethod();
    return new VmState(
        vm.ref(),
        vm.name(),
        new VmState.ConfigInfo(
            vm.config().instanceUuid(),
            vm.config().uuid(),
            vm.config().changeVersion(),
            vm.config().changeTrackingEnabled(),
            vm.config().template()),
        new VmState.RuntimeInfo(
            vm.runtime().powerState(),
            vm.runtime().connectionState(),
            vm.runtime().consolidationNeeded(),
            vm.runtime().question() != null,
            vm.runtime().host()),
        vm.snapshot() == null ? List.of() : flat(vm.snapshot().rootSnapshotList()),
        vm.config().hardware() == null ? List.of() : vm.config().hardware().disks(),
        vm.activity().recentTask(),
        disabled == null ? Set.of() : Set.copyOf(disabled),
        vm.placement().datastore());
  }

  /** Parents before children. */
  private static List<SnapshotRef> flat(List<SnapshotNode> roots) {
    record Open(SnapshotNode node, @Nullable MoRef parent) {}
    Deque<Open> open = new ArrayDeque<>();
    roots.forEach(root -> open.add(new Open(root, null)));
    List<SnapshotRef> found = new ArrayList<>();
    while (!open.isEmpty()) {
      Open next = open.removeFirst();
      SnapshotNode node = next.node();
      found.add(
          new SnapshotRef(
              node.snapshot(), node.name(), node.description(), node.createTime(), next.parent()));
      node.childSnapshotList().forEach(child -> open.add(new Open(child, node.snapshot())));
    }
    return found;
  }

  private static List<String> paths(Property... properties) {
    return Stream.of(properties).flatMap(p -> p.paths().stream()).toList();
  }
}
