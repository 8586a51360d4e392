// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Where the content of a disk lies. Source: vim25 {@code VirtualDevice*BackingInfo}.
 *
 * @param type class of the backing, such as {@code VirtualDiskFlatVer2BackingInfo}; empty when the
 *     server named none
 * @param fileName {@code [datastore] folder/file.vmdk}
 * @param datastore datastore of the file
 * @param diskMode {@code persistent}, {@code independent_persistent} ...
 * @param sharing {@code sharingNone} or {@code sharingMultiWriter}
 * @param uuid disk UUID
 * @param changeId only in the config of a snapshot; current disks carry none even where tracking
 *     works
 * @param compatibilityMode raw device: {@code physicalMode} or {@code virtualMode}
 * @param keyId encryption key id
 * @param thinProvisioned thin
 * @param deltaDiskFormat format of a delta
 * @param parent the disk below in the chain
 */
public record DiskBacking(
    String type,
    @Nullable String fileName,
    @Nullable MoRef datastore,
    @Nullable String diskMode,
    @Nullable String sharing,
    @Nullable String uuid,
    @Nullable String changeId,
    @Nullable String compatibilityMode,
    @Nullable String keyId,
    @Nullable Boolean thinProvisioned,
    @Nullable String deltaDiskFormat,
    @Nullable DiskBacking parent) {

  /** True for a raw device mapping of either mode. */
  public boolean isRawDevice() {
    return type.contains("RawDisk");
  }
}
