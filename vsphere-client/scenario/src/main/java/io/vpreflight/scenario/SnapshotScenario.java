// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One snapshot of a virtual machine, with those taken after it; mutable, for one thread. */
public final class SnapshotScenario extends ScenarioObject<SnapshotScenario> {
  private final VmScenario vm;
  private final @Nullable SnapshotScenario parent;
  private final String name;
  private final Instant createdAt;
  private final int id;
  private final List<SnapshotScenario> children = new ArrayList<>(1);
  private final Map<Integer, String> changeIds = new HashMap<>(0);
  private final Map<Integer, Long> capacities = new HashMap<>(0);
  private final Set<Integer> missingDisks = new HashSet<>(0);
  private final List<DiskScenario> goneDisks = new ArrayList<>(0);
  private String description = "";
  private boolean memory;
  private boolean quiesced;
  private boolean withChangeIds = true;
  private long deltaBytes = 96L << 20;
  private @Nullable String state;

  SnapshotScenario(
      VmScenario vm, @Nullable SnapshotScenario parent, String name, Instant createdAt, int id) {
    super(
        vm.vcenter(),
        vm.vcenter()
            .ids()
            .nextNamed(
                "VirtualMachineSnapshot", "snapshot-", vm.reference().moId() + "-snapshot-" + id));
    this.vm = vm;
    this.parent = parent;
    this.name = name;
    this.createdAt = createdAt;
    this.id = id;
  }

  /** Adds a snapshot taken after this one. */
  public SnapshotScenario child(String childName, Instant at) {
    return child(childName, at, child -> {});
  }

  /** Adds a snapshot taken after this one and lets the caller fill it. */
  public SnapshotScenario child(String childName, Instant at, Consumer<SnapshotScenario> filling) {
    SnapshotScenario child = vm.newSnapshot(this, childName, at);
    children.add(child);
    filling.accept(child);
    return this;
  }

  /** Sets the description. */
  public SnapshotScenario description(String text) {
    description = text;
    return this;
  }

  /** Keeps the machine's memory too. */
  public SnapshotScenario memory(boolean value) {
    memory = value;
    return this;
  }

  /** Says whether the guest's file systems were quiet. */
  public SnapshotScenario quiesced(boolean value) {
    quiesced = value;
    return this;
  }

  /** Sets the power state of the machine at that time. */
  public SnapshotScenario state(String powerState) {
    state = powerState;
    return this;
  }

  /** Sets the size of each delta that grew since this snapshot, in GiB. */
  public SnapshotScenario deltaGiB(long gib) {
    deltaBytes = gib << 30;
    return this;
  }

  /** Sets the size of each delta that grew since this snapshot, in MiB. */
  public SnapshotScenario deltaMiB(long mebibytes) {
    deltaBytes = mebibytes << 20;
    return this;
  }

  /** Sets the changeId of a disk in this snapshot. */
  public SnapshotScenario changeId(DiskScenario disk, String changeId) {
    changeIds.put(disk.key(), changeId);
    return this;
  }

  /** Leaves the changeIds out, as in a snapshot taken before tracking was on. */
  public SnapshotScenario withoutChangeIds() {
    withChangeIds = false;
    return this;
  }

  /** Sets the size of a disk in this snapshot, in bytes. */
  public SnapshotScenario capacityBytes(DiskScenario disk, long bytes) {
    capacities.put(disk.key(), bytes);
    return this;
  }

  /** Leaves a disk out that the machine has: it was added later. */
  public SnapshotScenario withoutDisk(DiskScenario disk) {
    missingDisks.add(disk.key());
    return this;
  }

  /** Adds a disk that the machine has no more, which makes the snapshot configuration invalid. */
  public SnapshotScenario goneDisk(Consumer<DiskScenario> filling) {
    DiskScenario disk = new DiskScenario(vm, vm.disks().size() + goneDisks.size());
    filling.accept(disk);
    goneDisks.add(disk);
    return this;
  }

  VmScenario vm() {
    return vm;
  }

  @Nullable SnapshotScenario parent() {
    return parent;
  }

  List<SnapshotScenario> children() {
    return children;
  }

  String name() {
    return name;
  }

  int id() {
    return id;
  }

  long deltaBytes() {
    return deltaBytes;
  }

  boolean hasMemory() {
    return memory;
  }

  String powerState() {
    return state != null ? state : memory ? "poweredOn" : vm.powerState();
  }

  /** Returns the disks as they were: the machine's that existed then, and those gone since. */
  List<DiskScenario> disks() {
    List<DiskScenario> disks = new ArrayList<>();
    for (DiskScenario disk : vm.disks()) {
      if (!missingDisks.contains(disk.key())) {
        disks.add(disk);
      }
    }
    disks.addAll(goneDisks);
    return disks;
  }

  long capacityOf(DiskScenario disk) {
    return capacities.getOrDefault(disk.key(), disk.capacityBytes());
  }

  @Nullable String changeIdOf(DiskScenario disk) {
    String set = changeIds.get(disk.key());
    if (set != null) {
      return set;
    }
    boolean tracked =
        withChangeIds && vm.isChangeTracking() && Boolean.TRUE.equals(disk.changeTracking());
    return tracked ? vcenter().chance().trackingUuid(disk.chanceKey()) + "/" + (40 + 2 * id) : null;
  }

  /** Returns the node of the tree in {@code snapshot}. */
  XmlElement treeNode(String elementName) {
    XmlElement node =
        XmlElement.named(elementName)
            .add("snapshot", reference())
            .add("vm", vm.reference())
            .add("name", name)
            .add("description", description)
            .add("id", id)
            .add("createTime", createdAt)
            .add("state", powerState())
            .add("quiesced", quiesced);
    for (SnapshotScenario child : children) {
      node.add(child.treeNode("childSnapshotList"));
    }
    return node.add("replaySupported", false);
  }

  @Override
  SnapshotScenario self() {
    return this;
  }

  @Override
  void describe(ObjectXml xml, Links links) {
    xml.set("value", XmlElement.typed("val", "ArrayOfCustomFieldValue"))
        .set("availableField", XmlElement.typed("val", "ArrayOfCustomFieldDef"))
        .set("config", new VmConfigXml(vm).snapshotConfig(this))
        .references("childSnapshot", children.stream().map(SnapshotScenario::reference).toList())
        .set("vm", vm.reference());
  }
}
