// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual disk; thin, dependent, tracked as its machine is, unless told otherwise; mutable, for
 * one thread.
 */
public final class DiskScenario {
  private final VmScenario vm;
  private final int index;
  private Bus bus = Bus.SCSI;
  private int busNumber;
  private int unit;
  private @Nullable Integer key;
  private long capacityBytes = 40L << 30;
  private @Nullable Long usedBytes;
  private @Nullable DatastoreScenario datastore;
  private boolean withoutDatastore;
  private @Nullable String fileName;
  private boolean thin = true;
  private boolean eager;
  private String mode = "persistent";
  private String sharing = "sharingNone";
  private String backing = "VirtualDiskFlatVer2BackingInfo";
  private @Nullable String compatibilityMode;
  private @Nullable Boolean changeTracking;
  private @Nullable String changeId;
  private @Nullable String uuid;
  private @Nullable String encryptionKey;
  private @Nullable String ioFilter;
  private final List<String> cloneParents = new ArrayList<>(0);
  private int strayDeltas;
  private long strayDeltaBytes = 256L << 20;

  /** The kinds of controllers that disks hang on. */
  enum Bus {
    SCSI("scsi", 1000, 2000, 16),
    SATA("sata", 15_000, 16_000, 30),
    IDE("ide", 200, 3000, 2),
    NVME("nvme", 31_000, 32_000, 15);

    final String prefix;
    final int controllerKey;
    final int diskKey;
    final int slots;

    Bus(String prefix, int controllerKey, int diskKey, int slots) {
      this.prefix = prefix;
      this.controllerKey = controllerKey;
      this.diskKey = diskKey;
      this.slots = slots;
    }
  }

  DiskScenario(VmScenario vm, int index) {
    this.vm = vm;
    this.index = index;
    unit = index < 7 ? index : index + 1;
  }

  /** Hangs it on a SCSI controller. */
  public DiskScenario scsi(int controller, int unitNumber) {
    return at(Bus.SCSI, controller, unitNumber);
  }

  /** Hangs it on a SATA controller. */
  public DiskScenario sata(int controller, int unitNumber) {
    return at(Bus.SATA, controller, unitNumber);
  }

  /** Hangs it on an IDE controller. */
  public DiskScenario ide(int controller, int unitNumber) {
    return at(Bus.IDE, controller, unitNumber);
  }

  /** Hangs it on an NVMe controller. */
  public DiskScenario nvme(int controller, int unitNumber) {
    return at(Bus.NVME, controller, unitNumber);
  }

  private DiskScenario at(Bus newBus, int controller, int unitNumber) {
    bus = newBus;
    busNumber = controller;
    unit = unitNumber;
    return this;
  }

  /** Replaces the device key, which otherwise follows from the controller and the unit. */
  public DiskScenario key(int deviceKey) {
    key = deviceKey;
    return this;
  }

  /** Sets the size in GiB. */
  public DiskScenario capacityGiB(long gib) {
    return capacityBytes(gib << 30);
  }

  /** Sets the size in bytes; 0 is what a broken disk shows. */
  public DiskScenario capacityBytes(long bytes) {
    capacityBytes = bytes;
    return this;
  }

  /** Sets what the base disk takes on the datastore, in GiB. */
  public DiskScenario usedGiB(long gib) {
    usedBytes = gib << 30;
    return this;
  }

  /** Puts it on a datastore other than the machine's. */
  public DiskScenario storedOn(DatastoreScenario newDatastore) {
    datastore = newDatastore;
    return this;
  }

  /** Leaves the datastore out of the backing. */
  public DiskScenario withoutDatastore() {
    withoutDatastore = true;
    return this;
  }

  /**
   * Sets the path of the base file, such as {@code [vmfs01] db/db_1.vmdk}; another machine's path
   * is a foreign disk.
   */
  public DiskScenario fileName(String path) {
    fileName = path;
    return this;
  }

  /** Makes it grow as it is written. */
  public DiskScenario thin() {
    thin = true;
    return this;
  }

  /** Makes it take its whole size at once, zeroed beforehand or not. */
  public DiskScenario thick(boolean eagerlyZeroed) {
    thin = false;
    eager = eagerlyZeroed;
    return this;
  }

  /** Sets {@code backing.diskMode}, such as {@code independent_nonpersistent}. */
  public DiskScenario mode(String diskMode) {
    mode = diskMode;
    return this;
  }

  /** Makes it independent of snapshots. */
  public DiskScenario independent() {
    return mode("independent_persistent");
  }

  /** Lets several machines write to it. */
  public DiskScenario multiWriter() {
    sharing = "sharingMultiWriter";
    return this;
  }

  /** Makes it a mapped LUN, in physical or virtual compatibility mode. */
  public DiskScenario rawDevice(boolean physical) {
    compatibilityMode = physical ? "physicalMode" : "virtualMode";
    thin = false;
    return backing("VirtualDiskRawDiskMappingVer1BackingInfo");
  }

  /**
   * Sets the vim25 class of the base file's backing, such as {@code
   * VirtualDiskSeSparseBackingInfo}.
   */
  public DiskScenario backing(String backingClass) {
    backing = backingClass;
    return this;
  }

  /**
   * Writes the disk's own key ({@code scsi0:0.ctkEnabled}); left alone, it follows the machine
   * where tracking is possible.
   */
  public DiskScenario changeTracking(boolean enabled) {
    changeTracking = enabled;
    return this;
  }

  /** Sets a changeId on the current disk, where a real vCenter has none. */
  public DiskScenario changeId(String id) {
    changeId = id;
    return this;
  }

  /** Sets the disk's UUID. */
  public DiskScenario uuid(String newUuid) {
    uuid = newUuid;
    return this;
  }

  /** Encrypts it with a key id. */
  public DiskScenario encrypted(String keyId) {
    encryptionKey = keyId;
    return this;
  }

  /** Attaches an I/O filter, such as {@code vmwarelwd}. */
  public DiskScenario ioFilter(String name) {
    ioFilter = name;
    return this;
  }

  /**
   * Makes it a linked clone: its base stands on these files of another machine, the deepest first.
   */
  public DiskScenario linkedCloneOf(String... parentFiles) {
    cloneParents.addAll(List.of(parentFiles));
    return this;
  }

  /** Leaves delta files in the chain that no snapshot knows, with a size in MiB each. */
  public DiskScenario strayDeltas(int number, long mebibytes) {
    strayDeltas = number;
    strayDeltaBytes = mebibytes << 20;
    return this;
  }

  /** Returns the device key. */
  public int key() {
    return key != null ? key : bus.diskKey + busNumber * bus.slots + unit;
  }

  /**
   * Returns the prefix of the disk's keys in {@code config.extraConfig}, such as {@code scsi0:1}.
   */
  public String slot() {
    return bus.prefix + busNumber + ":" + unit;
  }

  /** Returns the path of the base file. */
  public String baseFile() {
    if (fileName != null) {
      return fileName;
    }
    return "["
        + datastore().encodedName()
        + "] "
        + vm.directory()
        + "/"
        + vm.encodedName()
        + (index == 0 ? "" : "_" + index)
        + ".vmdk";
  }

  VmScenario vm() {
    return vm;
  }

  DatastoreScenario datastore() {
    return datastore != null ? datastore : vm.datastore();
  }

  boolean hasDatastore() {
    return !withoutDatastore;
  }

  Bus bus() {
    return bus;
  }

  int busNumber() {
    return busNumber;
  }

  int unit() {
    return unit;
  }

  int index() {
    return index;
  }

  int controllerKey() {
    return bus.controllerKey + busNumber;
  }

  long capacityBytes() {
    return capacityBytes;
  }

  long usedBytes() {
    return usedBytes != null
        ? usedBytes
        : thin ? capacityBytes / 100 * (35 + index % 20) : capacityBytes;
  }

  boolean isThin() {
    return thin;
  }

  boolean isEager() {
    return eager;
  }

  String mode() {
    return mode;
  }

  String sharing() {
    return sharing;
  }

  String backing() {
    return backing;
  }

  @Nullable String compatibilityMode() {
    return compatibilityMode;
  }

  @Nullable String changeId() {
    return changeId;
  }

  @Nullable String encryptionKey() {
    return encryptionKey;
  }

  @Nullable String ioFilter() {
    return ioFilter;
  }

  List<String> cloneParents() {
    return cloneParents;
  }

  int strayDeltas() {
    return strayDeltas;
  }

  long strayDeltaBytes() {
    return strayDeltaBytes;
  }

  String uuid() {
    return uuid != null ? uuid : vm.vcenter().chance().diskUuid(chanceKey());
  }

  String chanceKey() {
    return "disk/" + vm.chanceKey() + "/" + index;
  }

  /** Tells whether snapshots of the machine make delta files of this disk. */
  boolean takesSnapshots() {
    return !mode.startsWith("independent") && !"physicalMode".equals(compatibilityMode);
  }

  /** Returns the disk's own key, or {@code null} where there is none. */
  @Nullable Boolean changeTracking() {
    if (changeTracking != null) {
      return changeTracking;
    }
    boolean possible =
        takesSnapshots()
            && sharing.equals("sharingNone")
            && !backing.matches(
                "VirtualDisk(FlatVer1|SparseVer1|RawDiskVer2|LocalPMem)BackingInfo");
    return (vm.isChangeTracking() && possible) ? Boolean.TRUE : null;
  }
}
