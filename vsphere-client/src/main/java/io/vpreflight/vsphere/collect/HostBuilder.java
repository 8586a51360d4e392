// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConfig;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.HostRuntime;
import io.vpreflight.vsphere.inventory.HostService;
import io.vpreflight.vsphere.inventory.HostSummary;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.XmlCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects a host as its properties arrive. */
final class HostBuilder extends ObjectBuilder {
  private static final PropertyTree<HostBuilder> TREE =
      new PropertyTree<HostBuilder>()
          .leaf("name", (b, c) -> b.name = c.text())
          .leaf("parent", (b, c) -> b.parent = c.moRef())
          .leaf("runtime.connectionState", HostBuilder::connectionState)
          .leaf("runtime.powerState", HostBuilder::powerState)
          .leaf(
              "runtime.standbyMode",
              (b, c) -> b.standbyMode = b.known(Known.STANDBY, "runtime.standbyMode", c))
          .leaf("runtime.inMaintenanceMode", (b, c) -> b.inMaintenanceMode = c.bool())
          .leaf("runtime.inQuarantineMode", (b, c) -> b.inQuarantineMode = c.bool())
          .leaf("runtime.bootTime", (b, c) -> b.bootTime = c.instant())
          .leaf("summary.rebootRequired", (b, c) -> b.rebootRequired = c.bool())
          .leaf("summary.config.product.version", (b, c) -> b.version = c.word())
          .leaf("summary.config.product.build", (b, c) -> b.build = c.word())
          .leaf("summary.hardware.vendor", (b, c) -> b.vendor = c.word())
          .leaf("summary.hardware.model", (b, c) -> b.model = c.word())
          .leaf("summary.hardware.uuid", (b, c) -> b.uuid = c.text())
          .leaf("hardware.systemInfo.uuid", (b, c) -> b.systemUuid = c.text())
          .leaf("summary.hardware.memorySize", (b, c) -> b.memorySize = c.longValue())
          .leaf("summary.quickStats.overallMemoryUsage", (b, c) -> b.memoryUsage = c.integer())
          .each(
              "config.dateTimeInfo.ntpConfig.server",
              b -> b.ntpServers = new ArrayList<>(2),
              (b, c) -> Objects.requireNonNull(b.ntpServers).add(c.word()))
          .each(
              "config.service.service",
              b -> b.services = new ArrayList<>(),
              (b, c) -> Objects.requireNonNull(b.services).add(service(c)));

  private @Nullable HostConnectionState connectionState;
  private @Nullable HostPowerState powerState;
  private @Nullable String standbyMode;
  private @Nullable Boolean inMaintenanceMode;
  private @Nullable Boolean inQuarantineMode;
  private @Nullable Instant bootTime;
  private @Nullable Boolean rebootRequired;
  private @Nullable String version;
  private @Nullable String build;
  private @Nullable String vendor;
  private @Nullable String model;
  private @Nullable String uuid;
  private @Nullable String systemUuid;
  private @Nullable Long memorySize;
  private @Nullable Integer memoryUsage;
  private @Nullable List<String> ntpServers;
  private @Nullable List<HostService> services;

  HostBuilder(MoRef ref, SchemaNotes notes) {
    super(ref, notes);
  }

  @Override
  boolean read(String path, XmlCursor cursor) {
    return TREE.read(this, path, cursor);
  }

  Host build() {
    return new Host(
        ref,
        nameOrMoId(),
        parent,
        new HostRuntime(
            connectionState,
            powerState,
            standbyMode,
            inMaintenanceMode,
            inQuarantineMode,
            bootTime),
        new HostSummary(
            rebootRequired,
            version,
            build,
            vendor,
            model,
            uuid == null ? systemUuid : uuid,
            memorySize,
            memoryUsage),
        new HostConfig(ntpServers, services),
        unreadable());
  }

  private void connectionState(XmlCursor cursor) {
    connectionState = constant(HostConnectionState.values(), "runtime.connectionState", cursor);
  }

  private void powerState(XmlCursor cursor) {
    powerState = constant(HostPowerState.values(), "runtime.powerState", cursor);
  }

  private static HostService service(XmlCursor cursor) {
    String key = "";
    Boolean running = null;
    String policy = "";
    int here = cursor.enter();
    while (cursor.next(here)) {
      switch (cursor.name()) {
        case "key" -> key = cursor.word();
        case "running" -> running = cursor.bool();
        case "policy" -> policy = cursor.word();
        default -> {}
      }
    }
    return new HostService(key, Boolean.TRUE.equals(running), policy);
  }
}
