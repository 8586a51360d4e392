// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An ESXi host; connected, powered on and in order unless told otherwise; mutable, for one thread.
 */
public final class HostScenario extends EntityScenario<HostScenario> {
  private final ClusterScenario computeResource;
  private String version = "8.0.3";
  private String build = "24022510";
  private String connectionState = "connected";
  private String powerState = "poweredOn";
  private String standbyMode = "none";
  private boolean inMaintenanceMode;
  private boolean inQuarantineMode;
  private boolean rebootRequired;
  private @Nullable Instant bootedAt;
  private String vendor = "Hewlett Packard Enterprise";
  private String model = "ProLiant DL380 Gen10";
  private @Nullable String uuid;
  private int memoryGiB = 512;
  private int cores = 32;
  private int usedMemoryPercent = 55;
  private List<String> ntpServers = List.of("ntp1.example.org", "ntp2.example.org");
  private boolean ntpRunning = true;
  private HostMemoryScenario memory = new HostMemoryScenario();

  HostScenario(VCenterScenario vcenter, String name, ClusterScenario parent) {
    super(vcenter, vcenter.ids().next("HostSystem", "host-", "ha-host"), name, parent);
    computeResource = parent;
    vcenter.register(this);
  }

  /** Sets version and build of ESXi, such as {@code 7.0.3} and {@code 21930508}. */
  public HostScenario version(String newVersion, String newBuild) {
    version = newVersion;
    build = newBuild;
    return this;
  }

  /** Sets {@code runtime.connectionState}: connected, notResponding or disconnected. */
  public HostScenario connectionState(String state) {
    connectionState = state;
    return this;
  }

  /** Sets {@code runtime.powerState}: poweredOn, poweredOff, standBy or unknown. */
  public HostScenario powerState(String state) {
    powerState = state;
    return this;
  }

  /** Sets {@code runtime.standbyMode}: none, in, entering or exiting. */
  public HostScenario standbyMode(String mode) {
    standbyMode = mode;
    return this;
  }

  /** Makes it what a host looks like that lost its power or its network. */
  public HostScenario notResponding() {
    return connectionState("notResponding").powerState("unknown");
  }

  /** Makes it a host that somebody disconnected. */
  public HostScenario disconnected() {
    return connectionState("disconnected").powerState("unknown");
  }

  /** Makes it a host that power management put to sleep. */
  public HostScenario standby() {
    return connectionState("notResponding").powerState("standBy").standbyMode("in");
  }

  /** Makes it a host that was shut down through vCenter. */
  public HostScenario poweredOff() {
    return connectionState("notResponding").powerState("poweredOff");
  }

  /**
   * Sets maintenance mode; when it began is told by an {@code EnteredMaintenanceModeEvent} alone.
   */
  public HostScenario inMaintenanceMode(boolean value) {
    inMaintenanceMode = value;
    return this;
  }

  /** Sets quarantine mode, which proactive HA uses. */
  public HostScenario inQuarantineMode(boolean value) {
    inQuarantineMode = value;
    return this;
  }

  /** Sets {@code summary.rebootRequired}. */
  public HostScenario rebootRequired(boolean value) {
    rebootRequired = value;
    return this;
  }

  /** Sets the time of the last start; otherwise some weeks ago. */
  public HostScenario bootedAt(Instant at) {
    bootedAt = at;
    return this;
  }

  /** Sets vendor and model of the machine. */
  public HostScenario hardware(String newVendor, String newModel) {
    vendor = newVendor;
    model = newModel;
    return this;
  }

  /** Sets the machine's UUID, which is the identity of a stand-alone host. */
  public HostScenario uuid(String newUuid) {
    uuid = newUuid;
    return this;
  }

  /** Sets the memory in GiB and the part of it in use, in percent. */
  public HostScenario memory(int gib, int usedPercent) {
    memoryGiB = gib;
    usedMemoryPercent = usedPercent;
    return this;
  }

  /** Sets the number of cores. */
  public HostScenario cores(int number) {
    cores = number;
    return this;
  }

  /** Sets the time servers; none means that none is configured. */
  public HostScenario ntp(String... servers) {
    ntpServers = List.of(servers);
    return this;
  }

  /** Sets whether the time service runs. */
  public HostScenario ntpRunning(boolean running) {
    ntpRunning = running;
    return this;
  }

  /** Sets what the real-time memory counters say; {@link HostMemoryScenario} starts in order. */
  public HostScenario memoryCounters(HostMemoryScenario counters) {
    memory = counters;
    return this;
  }

  /** Adds a healthy virtual machine on this host, directly below its datacenter. */
  public VmScenario vm(String name) {
    return Objects.requireNonNull(datacenter()).vm(name).on(this);
  }

  ClusterScenario computeResource() {
    return computeResource;
  }

  HostMemoryScenario memoryCounters() {
    return memory;
  }

  boolean isUsable() {
    return isConnected() && powerState.equals("poweredOn") && !inMaintenanceMode;
  }

  boolean isConnected() {
    return connectionState.equals("connected");
  }

  int cores() {
    return cores;
  }

  int mhz() {
    return cores * 2600;
  }

  long memoryBytes() {
    return (long) memoryGiB << 30;
  }

  int usedMemoryPercent() {
    return usedMemoryPercent;
  }

  String machineUuid() {
    return uuid != null ? uuid : vcenter().chance().uuid("host/" + name());
  }

  Instant bootTime() {
    return bootedAt != null
        ? bootedAt
        : vcenter()
            .now()
            .minus(Duration.ofMinutes(vcenter().chance().number("boot/" + name(), 9_000, 90_000)));
  }

  HostState state() {
    return new HostState(
        version,
        build,
        connectionState,
        powerState,
        standbyMode,
        inMaintenanceMode,
        inQuarantineMode,
        rebootRequired,
        vendor,
        model,
        ntpServers,
        ntpRunning);
  }

  /** What {@link HostXml} needs beyond the sizes. */
  record HostState(
      String version,
      String build,
      String connectionState,
      String powerState,
      String standbyMode,
      boolean inMaintenanceMode,
      boolean inQuarantineMode,
      boolean rebootRequired,
      String vendor,
      String model,
      List<String> ntpServers,
      boolean ntpRunning) {}

  @Override
  HostScenario self() {
    return this;
  }

  @Override
  void describe(ObjectXml xml, Links links) {
    describeEntity(xml, links);
    new HostXml(this, links).describe(xml);
  }
}
