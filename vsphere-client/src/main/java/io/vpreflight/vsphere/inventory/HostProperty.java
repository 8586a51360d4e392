// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is read of a host. {@code name} and {@code parent} are read always. */
public enum HostProperty implements Property {
  NAME(null, "name"),
  PARENT(null, "parent"),
  CONNECTION_STATE(null, "runtime.connectionState"),
  POWER_STATE(null, "runtime.powerState"),
  STANDBY_MODE(null, "runtime.standbyMode"),
  IN_MAINTENANCE_MODE(null, "runtime.inMaintenanceMode"),
  IN_QUARANTINE_MODE("6.5", "runtime.inQuarantineMode"),
  BOOT_TIME(null, "runtime.bootTime"),
  REBOOT_REQUIRED(null, "summary.rebootRequired"),
  PRODUCT(null, "summary.config.product"),
  HARDWARE(null, "summary.hardware"),
  MEMORY_USAGE(null, "summary.quickStats.overallMemoryUsage"),
  DATE_TIME_INFO(null, "config.dateTimeInfo"),
  SERVICES(null, "config.service.service");

  private final List<String> paths;
  private final @Nullable ApiVersion since;

  HostProperty(@Nullable String since, String... paths) {
    this.since = since == null ? null : new ApiVersion(since);
    this.paths = List.of(paths);
  }

  @Override
  public String type() {
    return "HostSystem";
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
