// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.testing;

import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostConfig;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostPowerState;
import io.vpreflight.vsphere.inventory.HostRuntime;
import io.vpreflight.vsphere.inventory.HostService;
import io.vpreflight.vsphere.inventory.HostSummary;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A healthy host, connected and on. Fields are public: a test sets the one that it is about. */
public final class AHost {
  public final MoRef ref;
  public String name;
  public @Nullable MoRef parent = AnInventory.CLUSTER;
  public @Nullable HostConnectionState connectionState = HostConnectionState.CONNECTED;
  public @Nullable HostPowerState powerState = HostPowerState.POWERED_ON;
  public @Nullable String standbyMode = "none";
  public @Nullable Boolean inMaintenanceMode = false;
  public @Nullable Boolean inQuarantineMode = false;
  public @Nullable Instant bootTime = AnInventory.NOW.minus(Duration.ofDays(40));
  public @Nullable Boolean rebootRequired = false;
  public @Nullable String version = "8.0.3";
  public @Nullable String build = "24022510";
  public @Nullable String vendor = "Example";
  public @Nullable String model = "Server 1";
  public @Nullable String uuid = "4c4c4544-0042-4b10-8050-b1c04f4a4831";
  public @Nullable Long memorySizeBytes = 512L << 30;
  public @Nullable Integer overallMemoryUsageMB = 200 * 1024;
  public @Nullable List<String> ntpServers = new ArrayList<>(List.of("ntp.example.org"));
  public @Nullable List<HostService> services =
      new ArrayList<>(List.of(new HostService("ntpd", true, "on")));
  public final Map<String, String> unreadable = new HashMap<>();

  private AHost(MoRef ref, String name) {
    this.ref = ref;
    this.name = name;
  }

  /** The host that healthy machines run on. */
  public static AHost usual() {
    return new AHost(AnInventory.HOST, "esx01.example.org");
  }

  /** Another host; the moId is {@code host-<name>}. */
  public static AHost named(String name) {
    return new AHost(new MoRef("HostSystem", "host-" + name), name);
  }

  /** The property was asked for and not given. */
  public AHost unreadable(Property property, String faultClass) {
    unreadable.put(property.path(), faultClass);
    return this;
  }

  /** The host. */
  public Host build() {
    return new Host(
        ref,
        name,
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
            uuid,
            memorySizeBytes,
            overallMemoryUsageMB),
        new HostConfig(ntpServers, services),
        unreadable.isEmpty() ? Unreadable.NONE : new Unreadable(unreadable));
  }
}
