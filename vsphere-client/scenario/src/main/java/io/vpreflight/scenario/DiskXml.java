// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a virtual disk with the chain of its backings; for one disk. */
final class DiskXml {
  private static final String FLAT = "VirtualDiskFlatVer2BackingInfo";

  private final DiskScenario disk;

  DiskXml(DiskScenario disk) {
    this.disk = disk;
  }

  XmlElement device(@Nullable SnapshotScenario snapshot) {
    List<DiskChain.DiskFile> chain =
        snapshot == null ? DiskChain.current(disk) : DiskChain.frozen(disk, snapshot);
    long bytes = snapshot == null ? disk.capacityBytes() : snapshot.capacityOf(disk);
    String changeId = snapshot == null ? disk.changeId() : snapshot.changeIdOf(disk);
    XmlElement device =
        DeviceXml.device(
                "VirtualDisk",
                disk.key(),
                "Hard disk " + (disk.index() + 1),
                String.format(Locale.ROOT, "%,d KB", bytes >> 10))
            .add(backing(chain, chain.size() - 1, changeId))
            .add("controllerKey", disk.controllerKey())
            .add("unitNumber", disk.unit())
            .add("capacityInKB", bytes >> 10)
            .add("capacityInBytes", bytes)
            .add(
                "storageIOAllocation",
                XmlElement.named("storageIOAllocation")
                    .add("limit", -1L)
                    .add("shares", shares())
                    .add("reservation", 0))
            .add(
                "diskObjectId",
                disk.vm().reference().moId().replaceAll("\\D", "") + "-" + disk.key());
    if (disk.ioFilter() != null) {
      device.add("iofilter", disk.ioFilter());
    }
    return device.add("nativeUnmanagedLinkedClone", !disk.cloneParents().isEmpty());
  }

  private static XmlElement shares() {
    return XmlElement.named("shares").add("shares", 1000).add("level", "normal");
  }

  private XmlElement backing(
      List<DiskChain.DiskFile> chain, int position, @Nullable String changeId) {
    DiskChain.DiskFile file = chain.get(position);
    boolean base = position == disk.cloneParents().size() || chain.size() == 1;
    String type = base ? disk.backing() : FLAT;
    XmlElement backing = XmlElement.typed("backing", type).add("fileName", file.path());
    if (disk.hasDatastore()) {
      backing.add("datastore", disk.datastore().reference());
    }
    switch (type) {
      case "VirtualDiskRawDiskMappingVer1BackingInfo" ->
          backing
              .add(
                  "lunUuid",
                  "0200000000" + disk.vm().vcenter().chance().hex("lun/" + disk.chanceKey(), 32))
              .add(
                  "deviceName",
                  "vml.0200000000"
                      + disk.vm().vcenter().chance().hex("lun/" + disk.chanceKey(), 32))
              .add("compatibilityMode", disk.compatibilityMode())
              .add("diskMode", disk.mode())
              .add("uuid", disk.uuid());
      case "VirtualDiskRawDiskVer2BackingInfo" ->
          backing
              .add("deviceName", "/dev/sdb")
              .add("descriptorFileName", file.path())
              .add("uuid", disk.uuid());
      case "VirtualDiskSeSparseBackingInfo" ->
          backing.add("diskMode", disk.mode()).add("writeThrough", false).add("uuid", disk.uuid());
      case "VirtualDiskSparseVer1BackingInfo", "VirtualDiskSparseVer2BackingInfo" -> {
        backing
            .add("diskMode", disk.mode())
            .add("split", false)
            .add("writeThrough", false)
            .add("spaceUsedInKB", file.bytes() >> 10);
        if (type.contains("Ver2")) {
          backing.add("uuid", disk.uuid());
        }
      }
      case "VirtualDiskFlatVer1BackingInfo" ->
          backing.add("diskMode", disk.mode()).add("split", false).add("writeThrough", false);
      case "VirtualDiskLocalPMemBackingInfo" ->
          backing
              .add("diskMode", disk.mode())
              .add("uuid", disk.uuid())
              .add("volumeUUID", disk.datastore().volume());
      default ->
          backing
              .add("diskMode", disk.mode())
              .add("split", false)
              .add("writeThrough", false)
              .add("thinProvisioned", file.delta() || disk.isThin())
              .add("eagerlyScrub", !file.delta() && disk.isEager())
              .add("uuid", disk.uuid());
    }
    if (!type.contains("Ver1BackingInfo") || type.contains("RawDiskMapping")) {
      backing
          .add("contentId", disk.vm().vcenter().chance().hex("content/" + file.path(), 32))
          .add("changeId", changeId);
    }
    if (position > 0) {
      backing.add("parent", backing(chain, position - 1, null));
    }
    if (type.equals(FLAT)) {
      if (file.delta()) {
        backing.add(
            "deltaDiskFormat",
            disk.datastore().usesSeSparse() ? "seSparseFormat" : "redoLogFormat");
      }
      backing.add("digestEnabled", false);
    }
    if (disk.encryptionKey() != null) {
      backing.add(
          "keyId",
          XmlElement.named("keyId")
              .add("keyId", disk.encryptionKey())
              .add("providerId", XmlElement.named("providerId").add("id", "kms01")));
    }
    if (type.equals(FLAT) || type.contains("RawDisk")) {
      backing.add("sharing", disk.sharing());
    }
    return backing;
  }
}
