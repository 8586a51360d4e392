// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A virtual machine. What nobody said is healthy: running, tools running, an IPv4 address, one thin
 * disk, change tracking on for the machine and every disk, no snapshot; mutable, for one thread.
 */
public final class VmScenario extends VmGuestScenario {
  private final int number;
  private @Nullable HostScenario host;
  private @Nullable ResourcePoolScenario pool;
  private @Nullable DatastoreScenario datastore;
  private @Nullable NetworkScenario network;
  private @Nullable String directory;
  private @Nullable String instanceUuid;
  private @Nullable String biosUuid;
  private @Nullable Instant createdAt;
  private boolean template;
  private String annotation = "";
  private @Nullable String managedByExtension;
  private String managedByType = "";
  private boolean changeTracking = true;
  private boolean realisticSize;
  private final Map<String, String> extraConfig = new LinkedHashMap<>(0);
  private final Set<String> disabledMethods = new LinkedHashSet<>(0);
  private final List<SnapshotScenario> rootSnapshots = new ArrayList<>(0);
  private @Nullable SnapshotScenario currentSnapshot;
  private int snapshots;
  private @Nullable XmlElement ftInfo;

  VmScenario(VCenterScenario vcenter, String name, FolderScenario parent) {
    super(vcenter, name, parent);
    number = vcenter.register(this);
  }

  /** Places it on a host; otherwise the usable hosts of the datacenter take turns. */
  public VmScenario on(HostScenario newHost) {
    host = newHost;
    return this;
  }

  /** Puts it into a resource pool or vApp; otherwise into the pool of the host's cluster. */
  public VmScenario in(ResourcePoolScenario newPool) {
    pool = newPool;
    return this;
  }

  /** Stores it on a datastore; otherwise on the first one of the datacenter. */
  public VmScenario storedOn(DatastoreScenario newDatastore) {
    datastore = newDatastore;
    return this;
  }

  /** Sets the network of adapters that name none. */
  public VmScenario connectedTo(NetworkScenario newNetwork) {
    network = newNetwork;
    return this;
  }

  /** Sets the folder of its files; otherwise its name. */
  public VmScenario directory(String folder) {
    directory = folder;
    return this;
  }

  /** Sets {@code config.instanceUuid}. */
  public VmScenario instanceUuid(String uuid) {
    instanceUuid = uuid;
    return this;
  }

  /** Sets {@code config.uuid}, the BIOS UUID. */
  public VmScenario biosUuid(String uuid) {
    biosUuid = uuid;
    return this;
  }

  /** Sets {@code config.createDate}. */
  public VmScenario createdAt(Instant at) {
    createdAt = at;
    return this;
  }

  /** Makes it a template, which is off. */
  public VmScenario template() {
    template = true;
    return poweredOff();
  }

  /** Sets the notes. */
  public VmScenario annotation(String text) {
    annotation = text;
    return this;
  }

  /** Says which extension owns it, such as {@code com.vmware.vim.eam} and {@code cluster-agent}. */
  public VmScenario managedBy(String extensionKey, String type) {
    managedByExtension = extensionKey;
    managedByType = type;
    return this;
  }

  /**
   * Switches tracking for the machine: the flag, the key {@code ctkEnabled}, and the disks that say
   * nothing themselves.
   */
  public VmScenario changeTracking(boolean enabled) {
    changeTracking = enabled;
    return this;
  }

  /** Sets a key of {@code config.extraConfig}, over what it would be. */
  public VmScenario extraConfig(String key, String value) {
    extraConfig.put(key, value);
    return this;
  }

  /** Adds a method to those that cannot be called now. */
  public VmScenario disabledMethod(String... methods) {
    disabledMethods.addAll(List.of(methods));
    return this;
  }

  /**
   * Makes the XML as large as that of a real machine, about 24 KB with three disks and two
   * adapters.
   */
  public VmScenario realisticSize() {
    realisticSize = true;
    return this;
  }

  /** Makes this and another machine the halves of a fault tolerant pair. */
  public VmScenario faultTolerantWith(VmScenario secondary) {
    ftInfo =
        ftInfo("FaultTolerancePrimaryConfigInfo", 1, secondary)
            .add("secondaries", secondary.reference());
    secondary.ftInfo =
        secondary
            .ftInfo("FaultToleranceSecondaryConfigInfo", 2, this)
            .add("primaryVM", reference());
    return this;
  }

  private XmlElement ftInfo(String type, int role, VmScenario other) {
    VmScenario primary = role == 1 ? this : other;
    VmScenario secondary = role == 1 ? other : this;
    return XmlElement.typed("ftInfo", type)
        .add("role", role)
        .add("instanceUuids", List.of(primary.instanceUuid(), secondary.instanceUuid()))
        .add("configPaths", List.of(primary.vmxPath(), secondary.vmxPath()));
  }

  /** Adds a snapshot below no other. */
  public VmScenario snapshot(String name, Instant at) {
    return snapshot(name, at, snapshot -> {});
  }

  /**
   * Adds a snapshot below no other and lets the caller fill it; the newest one is the current one.
   */
  public VmScenario snapshot(String name, Instant at, Consumer<SnapshotScenario> filling) {
    SnapshotScenario snapshot = newSnapshot(null, name, at);
    rootSnapshots.add(snapshot);
    filling.accept(snapshot);
    return this;
  }

  /** Makes another snapshot the current one, as after a revert. */
  public VmScenario currentSnapshot(SnapshotScenario snapshot) {
    currentSnapshot = snapshot;
    return this;
  }

  SnapshotScenario newSnapshot(@Nullable SnapshotScenario parent, String name, Instant at) {
    SnapshotScenario made = new SnapshotScenario(this, parent, name, at, ++snapshots);
    currentSnapshot = made;
    return made;
  }

  /** Returns {@code config.instanceUuid}. */
  public String instanceUuid() {
    return instanceUuid != null ? instanceUuid : "50" + uuid("instance").substring(2);
  }

  /** Returns {@code config.uuid}, the BIOS UUID. */
  public String biosUuid() {
    return biosUuid != null ? biosUuid : "42" + uuid("bios").substring(2);
  }

  private String uuid(String what) {
    return vcenter().chance().uuid(what + "/" + chanceKey());
  }

  /**
   * Returns the key under which everything made up for this machine is drawn; its place among the
   * machines.
   */
  String chanceKey() {
    return "vm" + number;
  }

  /** Gives it a host, a datastore and a network where nobody did; called once, before writing. */
  void settle() {
    DatacenterScenario datacenter = Objects.requireNonNull(datacenter());
    if (host == null) {
      host = datacenter.anyHost();
    }
    if (datastore == null) {
      datastore = datacenter.anyDatastore();
    }
    if (network == null && adapters().stream().anyMatch(adapter -> !adapter.isGuestOnly())) {
      network = datacenter.anyNetwork();
    }
  }

  @Override
  HostScenario host() {
    return Objects.requireNonNull(host, "settle() comes first");
  }

  ResourcePoolScenario pool() {
    return pool != null ? pool : host().computeResource().rootPool();
  }

  DatastoreScenario datastore() {
    if (datastore == null) {
      datastore = Objects.requireNonNull(datacenter()).anyDatastore();
    }
    return datastore;
  }

  @Nullable NetworkScenario defaultNetwork() {
    return network;
  }

  Set<DatastoreScenario> datastores() {
    Set<DatastoreScenario> all = new LinkedHashSet<>();
    all.add(datastore());
    disks().stream().filter(DiskScenario::hasDatastore).forEach(disk -> all.add(disk.datastore()));
    return all;
  }

  Set<NetworkScenario> networks() {
    Set<NetworkScenario> all = new LinkedHashSet<>();
    for (AdapterScenario adapter : adapters()) {
      NetworkScenario each = adapter.network();
      if (each != null) {
        all.add(each);
      }
    }
    return all;
  }

  String directory() {
    if (directory != null) {
      return directory;
    }
    return datastore().isObjectStorage() ? uuid("directory") : encodedName();
  }

  String path(String fileName) {
    return "[" + datastore().encodedName() + "] " + directory() + "/" + fileName;
  }

  String vmxPath() {
    return path(encodedName() + (template ? ".vmtx" : ".vmx"));
  }

  Instant createdAt() {
    return createdAt != null
        ? createdAt
        : vcenter()
            .now()
            .minus(Duration.ofHours(vcenter().chance().number("created/" + number, 2_000, 20_000)));
  }

  String automaticAddress(int adapter) {
    return "10." + (20 + adapter) + "." + number / 250 + "." + (number % 250 + 2);
  }

  boolean isTemplate() {
    return template;
  }

  String annotation() {
    return annotation;
  }

  @Nullable XmlElement managedBy() {
    return managedByExtension == null
        ? null
        : XmlElement.named("managedBy")
            .add("extensionKey", managedByExtension)
            .add("type", managedByType);
  }

  boolean isChangeTracking() {
    return changeTracking;
  }

  boolean isRealisticSize() {
    return realisticSize;
  }

  Map<String, String> extraConfig() {
    return extraConfig;
  }

  Set<String> disabledMethods() {
    return disabledMethods;
  }

  List<SnapshotScenario> rootSnapshots() {
    return rootSnapshots;
  }

  @Nullable SnapshotScenario currentSnapshot() {
    return currentSnapshot;
  }

  int snapshotCount() {
    return snapshots;
  }

  @Nullable XmlElement ftInfo() {
    return ftInfo;
  }

  @Override
  VmScenario self() {
    return this;
  }

  @Override
  void describe(ObjectXml xml, Links links) {
    describeEntity(xml, links);
    new VmXml(this).describe(xml);
  }

  @Override
  ObjectXml toXml(Links links) {
    ObjectXml xml = new ObjectXml(reference());
    describe(xml, links);
    apply(xml, path -> !path.startsWith("summary"));
    new VmXml(this).describeSummary(xml);
    apply(xml, path -> path.startsWith("summary"));
    return xml;
  }
}
