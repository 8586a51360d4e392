// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a snapshot object; its disks carry the changeIds that the current disks do not.
 */
public enum SnapshotProperty implements Property {
  DEVICES(null, "config.hardware.device");

  private final List<String> paths;
  private final @Nullable ApiVersion since;

  SnapshotProperty(@Nullable String since, String... paths) {
    this.since = since == null ? null : new ApiVersion(since);
    this.paths = List.of(paths);
  }

  @Override
  public String type() {
    return "VirtualMachineSnapshot";
  }

  @Override
  public List<String> paths() {
    return paths;
  }

  @Override
  public @Nullable ApiVersion since() {
    return since;
  }
}
