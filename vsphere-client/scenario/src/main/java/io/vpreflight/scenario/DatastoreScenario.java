// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A datastore; a shared VMFS 6 with room to spare unless told otherwise; mutable, for one thread.
 */
public final class DatastoreScenario extends EntityScenario<DatastoreScenario> {
  private static final long GIB = 1L << 30;

  private final DatacenterScenario datacenter;
  private final boolean inPod;
  private String type = "VMFS";
  private int vmfsMajor = 6;
  private long capacity = 4096 * GIB;
  private long free = 2048 * GIB;
  private long uncommitted = 512 * GIB;
  private boolean accessible = true;
  private String maintenanceMode = "normal";
  private @Nullable Boolean nativeSnapshots;
  private @Nullable List<HostScenario> mountedOn;

  DatastoreScenario(
      VCenterScenario vcenter,
      String name,
      EntityScenario<?> parent,
      DatacenterScenario datacenter) {
    super(
        vcenter,
        vcenter
            .ids()
            .nextNamed("Datastore", "datastore-", vcenter.chance().uuid("datastore-id/" + name)),
        name,
        parent);
    this.datacenter = datacenter;
    inPod = parent instanceof StoragePodScenario;
    vcenter.register(this);
  }

  /** Sets the kind as {@code summary.type} spells it: VMFS, NFS, NFS41, vsan, VVOL or PMEM. */
  public DatastoreScenario type(String newType) {
    type = newType;
    return this;
  }

  /** Sets the major version of VMFS, 5 or 6. */
  public DatastoreScenario vmfsVersion(int major) {
    vmfsMajor = major;
    return this;
  }

  /** Sets the size in GiB. */
  public DatastoreScenario capacityGiB(long gib) {
    capacity = gib * GIB;
    return this;
  }

  /** Sets the free space in GiB. */
  public DatastoreScenario freeGiB(long gib) {
    free = gib * GIB;
    return this;
  }

  /** Sets what thin disks may still grow, in GiB. */
  public DatastoreScenario uncommittedGiB(long gib) {
    uncommitted = gib * GIB;
    return this;
  }

  /** Sets whether any host reaches it. */
  public DatastoreScenario accessible(boolean value) {
    accessible = value;
    return this;
  }

  /** Sets {@code summary.maintenanceMode}: normal, enteringMaintenance or inMaintenance. */
  public DatastoreScenario maintenanceMode(String mode) {
    maintenanceMode = mode;
    return this;
  }

  /** Says whether the array takes snapshots itself, which is so for VVOL unless told otherwise. */
  public DatastoreScenario nativeSnapshots(boolean value) {
    nativeSnapshots = value;
    return this;
  }

  /** Names the hosts that mount it; otherwise every host of the datacenter does. */
  public DatastoreScenario mountedOn(HostScenario... hosts) {
    mountedOn = List.of(hosts);
    return this;
  }

  boolean takesNativeSnapshots() {
    return nativeSnapshots != null ? nativeSnapshots : type.equals("VVOL");
  }

  boolean isObjectStorage() {
    return type.equals("vsan") || type.equals("VVOL");
  }

  boolean usesSeSparse() {
    return type.equals("VMFS") && vmfsMajor >= 6;
  }

  long capacity() {
    return capacity;
  }

  long free() {
    return free;
  }

  String volume() {
    String uuid = vcenter().chance().uuid("volume/" + reference().moId());
    if (type.equals("vsan")) {
      String hex = uuid.replace("-", "");
      return "vsan:52" + hex.substring(0, 14) + "-" + hex.substring(14, 30);
    }
    String hex = uuid.replace("-", "");
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 16),
        hex.substring(16, 20),
        hex.substring(20, 32));
  }

  String url() {
    return "ds:///vmfs/volumes/" + volume() + "/";
  }

  private List<HostScenario> hosts() {
    return mountedOn != null ? mountedOn : datacenter.hosts();
  }

  @Override
  DatastoreScenario self() {
    return this;
  }

  @Override
  void describe(ObjectXml xml, Links links) {
    describeEntity(xml, links);
    XmlElement mounts = XmlElement.typed("val", "ArrayOfDatastoreHostMount");
    for (HostScenario host : hosts()) {
      mounts.add(
          XmlElement.typed("DatastoreHostMount", "DatastoreHostMount")
              .add("key", host.reference())
              .add(
                  "mountInfo",
                  XmlElement.named("mountInfo")
                      .add("path", "/vmfs/volumes/" + volume())
                      .add("accessMode", "readWrite")
                      .add("mounted", true)
                      .add("accessible", accessible)));
    }
    xml.set("info", info())
        .set(
            "summary",
            XmlElement.typed("val", "DatastoreSummary")
                .add("datastore", reference())
                .add("name", encodedName())
                .add("url", url())
                .add("capacity", capacity)
                .add("freeSpace", free)
                .add("uncommitted", uncommitted)
                .add("accessible", accessible)
                .add("multipleHostAccess", hosts().size() > 1)
                .add("type", type)
                .add("maintenanceMode", maintenanceMode))
        .set("host", mounts)
        .references("vm", links.vms(reference()))
        .set("browser", new Reference("HostDatastoreBrowser", "datastoreBrowser-" + alarmKey()))
        .set("capability", capability())
        .set(
            "iormConfiguration",
            XmlElement.typed("val", "StorageIORMInfo")
                .add("enabled", false)
                .add("congestionThreshold", 30)
                .add("statsCollectionEnabled", inPod));
  }

  private XmlElement capability() {
    return XmlElement.typed("val", "DatastoreCapability")
        .add("directoryHierarchySupported", true)
        .add("rawDiskMappingsSupported", type.equals("VMFS"))
        .add("perFileThinProvisioningSupported", true)
        .add("storageIORMSupported", type.equals("VMFS"))
        .add("nativeSnapshotSupported", takesNativeSnapshots())
        .add("topLevelDirectoryCreateSupported", !isObjectStorage())
        .add("seSparseSupported", usesSeSparse())
        .add("vmfsSparseSupported", type.equals("VMFS"))
        .add("vsanSparseSupported", type.equals("vsan"));
  }

  private XmlElement info() {
    String infoType =
        switch (type.toUpperCase(Locale.ROOT)) {
          case "VMFS" -> "VmfsDatastoreInfo";
          case "NFS", "NFS41" -> "NasDatastoreInfo";
          case "VSAN" -> "VsanDatastoreInfo";
          case "VVOL" -> "VvolDatastoreInfo";
          case "PMEM" -> "PMemDatastoreInfo";
          default -> "DatastoreInfo";
        };
    XmlElement info =
        XmlElement.typed("val", infoType)
            .add("name", encodedName())
            .add("url", url())
            .add("freeSpace", free)
            .add("maxFileSize", 70_368_744_177_664L)
            .add("maxVirtualDiskCapacity", 68_169_720_922_112L)
            .add("maxMemoryFileSize", 70_368_744_177_664L)
            .add("timestamp", vcenter().clock().minusSeconds(600))
            .add("containerId", volume());
    XmlElement volume =
        XmlElement.named("volume")
            .add("type", type)
            .add("name", encodedName())
            .add("capacity", capacity);
    switch (infoType) {
      case "VmfsDatastoreInfo" ->
          info.add("maxPhysicalRDMFileSize", 70_368_744_177_664L)
              .add("maxVirtualRDMFileSize", 68_169_720_922_112L)
              .add(
                  "vmfs",
                  volume
                      .add("blockSizeMb", 1)
                      .add("maxBlocks", 63_963_136)
                      .add("majorVersion", vmfsMajor)
                      .add("version", vmfsMajor == 6 ? "6.82" : "5.81")
                      .add("uuid", volume())
                      .add(
                          "extent",
                          XmlElement.named("extent")
                              .add(
                                  "diskName", "naa.6" + vcenter().chance().hex("lun/" + name(), 31))
                              .add("partition", 1))
                      .add("vmfsUpgradable", false)
                      .add("ssd", true)
                      .add("local", false));
      case "NasDatastoreInfo" ->
          info.add(
              "nas",
              volume
                  .add("remoteHost", "192.0.2.60")
                  .add("remotePath", "/export/" + encodedName())
                  .add("userName", "")
                  .add("remoteHostNames", "192.0.2.60"));
      case "VsanDatastoreInfo" -> info.add("membershipUuid", vcenter().chance().uuid("vsan"));
      case "VvolDatastoreInfo" -> info.add("vvolDS", volume.add("scId", "vvol:" + volume()));
      case "PMemDatastoreInfo" ->
          info.add("pmem", volume.add("uuid", volume()).add("version", "1"));
      default -> {}
    }
    return info;
  }
}
