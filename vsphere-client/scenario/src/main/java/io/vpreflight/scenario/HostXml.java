// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.Objects;

/** Writes the properties of a host; for one object. */
final class HostXml {
  private final HostScenario host;
  private final HostScenario.HostState state;
  private final Links links;
  private final String number;

  HostXml(HostScenario host, Links links) {
    this.host = host;
    this.links = links;
    state = host.state();
    number = host.alarmKey();
  }

  void describe(ObjectXml xml) {
    DatacenterScenario datacenter = Objects.requireNonNull(host.datacenter());
    XmlElement runtime = runtime();
    xml.set("runtime", runtime)
        .set("summary", summary(runtime))
        .set("hardware", hardware())
        .set("config", config())
        .set("capability", capability())
        .set("configManager", configManager())
        .references("vm", links.vms(host.reference()))
        .references(
            "datastore",
            datacenter.datastores().stream().map(DatastoreScenario::reference).toList())
        .references(
            "network", datacenter.networks().stream().map(NetworkScenario::reference).toList())
        .set(
            "datastoreBrowser",
            new Reference("HostDatastoreBrowser", "datastoreBrowser-" + host.reference().moId()));
  }

  private XmlElement runtime() {
    return XmlElement.typed("val", "HostRuntimeInfo")
        .add("connectionState", state.connectionState())
        .add("powerState", state.powerState())
        .add("standbyMode", state.standbyMode())
        .add("inMaintenanceMode", state.inMaintenanceMode())
        .add("inQuarantineMode", state.inQuarantineMode())
        .add("bootTime", host.bootTime())
        .add("hostMaxVirtualDiskCapacity", 68_169_720_922_112L)
        .add("cryptoState", "incapable");
  }

  private XmlElement summary(XmlElement runtime) {
    XmlElement hardware =
        systemInfo("hardware")
            .add("memorySize", host.memoryBytes())
            .add("cpuModel", "Intel(R) Xeon(R) Gold 6342 CPU @ 2.60GHz")
            .add("cpuMhz", 2600)
            .add("numCpuPkgs", 2)
            .add("numCpuCores", host.cores())
            .add("numCpuThreads", 2 * host.cores())
            .add("numNics", 4)
            .add("numHBAs", 3);
    XmlElement config =
        XmlElement.named("config")
            .add("name", host.encodedName())
            .add("port", 443)
            .add("product", product("product"))
            .add("vmotionEnabled", true)
            .add("faultToleranceEnabled", false);
    XmlElement quickStats =
        XmlElement.named("quickStats")
            .add("overallCpuUsage", host.mhz() / 4)
            .add(
                "overallMemoryUsage",
                (int) ((host.memoryBytes() >> 20) * host.usedMemoryPercent() / 100))
            .add("distributedCpuFairness", 10_000)
            .add("distributedMemoryFairness", 10_000)
            .add("availablePMemCapacity", 0)
            .add(
                "uptime",
                (int) (host.vcenter().now().getEpochSecond() - host.bootTime().getEpochSecond()));
    return XmlElement.typed("val", "HostListSummary")
        .add("host", host.reference())
        .add(hardware)
        .add("runtime", runtime.copy().type(null))
        .add(config)
        .add(quickStats)
        .add("overallStatus", "green")
        .add("rebootRequired", state.rebootRequired())
        .add("managementServerIp", "192.0.2.10")
        .add("maxEVCModeKey", "intel-icelake");
  }

  private XmlElement systemInfo(String name) {
    return XmlElement.named(name)
        .add("vendor", state.vendor())
        .add("model", state.model())
        .add("uuid", host.machineUuid());
  }

  private XmlElement hardware() {
    return XmlElement.typed("val", "HostHardwareInfo")
        .add(
            systemInfo("systemInfo")
                .add(
                    "serialNumber",
                    "CZ" + host.vcenter().chance().number(host.name(), 10_000_000, 99_999_999)))
        .add(
            "cpuInfo",
            XmlElement.named("cpuInfo")
                .add("numCpuPackages", 2)
                .add("numCpuCores", host.cores())
                .add("numCpuThreads", 2 * host.cores())
                .add("hz", 2_600_000_000L))
        .add("memorySize", host.memoryBytes())
        .add(
            "biosInfo",
            XmlElement.named("biosInfo").add("biosVersion", "U30").add("vendor", state.vendor()));
  }

  private XmlElement product(String name) {
    String version = state.version();
    return XmlElement.named(name)
        .add("name", "VMware ESXi")
        .add("fullName", "VMware ESXi " + version + " build-" + state.build())
        .add("vendor", "VMware, Inc.")
        .add("version", version)
        .add("build", state.build())
        .add("localeVersion", "INTL")
        .add("localeBuild", "000")
        .add("osType", "vmnix-x86")
        .add("productLineId", "embeddedEsx")
        .add("apiType", "HostAgent")
        .add("apiVersion", version + ".0")
        .add("licenseProductName", "VMware ESX Server")
        .add("licenseProductVersion", version.substring(0, version.lastIndexOf('.')));
  }

  private XmlElement config() {
    XmlElement ntp = XmlElement.named("ntpConfig").add("server", state.ntpServers());
    XmlElement dateTime =
        XmlElement.named("dateTimeInfo")
            .add(
                "timeZone",
                XmlElement.named("timeZone")
                    .add("key", "UTC")
                    .add("name", "UTC")
                    .add("description", "UTC")
                    .add("gmtOffset", 0))
            .add("systemClockProtocol", "ntp")
            .add(ntp)
            .add("enabled", state.ntpRunning())
            .add("disableEvents", false);
    XmlElement services =
        XmlElement.named("service")
            .add(service("DCUI", "Direct Console UI", true, "on"))
            .add(service("TSM", "ESXi Shell", false, "off"))
            .add(service("TSM-SSH", "SSH", false, "off"))
            .add(
                service(
                    "ntpd", "NTP Daemon", state.ntpRunning(), state.ntpRunning() ? "on" : "off"))
            .add(service("vpxa", "VMware vCenter Agent", true, "on"));
    return XmlElement.typed("val", "HostConfigInfo")
        .add("host", host.reference())
        .add("product", product("product"))
        .add(
            "hyperThread",
            XmlElement.named("hyperThread")
                .add("available", true)
                .add("active", true)
                .add("config", true))
        .add(services)
        .add(dateTime)
        .add(
            "option",
            XmlElement.typed("option", "OptionValue")
                .add("key", "Mem.CBTBitmapMaxAlloc")
                .addAny("value", 1024L))
        .add("lockdownMode", "lockdownDisabled");
  }

  private static XmlElement service(String key, String label, boolean running, String policy) {
    return XmlElement.named("service")
        .add("key", key)
        .add("label", label)
        .add("required", false)
        .add("uninstallable", false)
        .add("running", running)
        .add("policy", policy);
  }

  private XmlElement capability() {
    XmlElement capability = XmlElement.typed("val", "HostCapability");
    for (String name :
        new String[] {
          "recursiveResourcePoolsSupported",
          "cpuMemoryResourceConfigurationSupported",
          "rebootSupported",
          "shutdownSupported",
          "vmotionSupported",
          "standbySupported",
          "ipmiSupported",
          "datastorePrincipalSupported",
          "sanSupported",
          "nfsSupported",
          "iscsiSupported",
          "vlanTaggingSupported",
          "nicTeamingSupported",
          "highGuestMemSupported",
          "maintenanceModeSupported",
          "suspendedRelocateSupported",
          "restrictedSnapshotRelocateSupported",
          "perVmSwapFiles",
          "localSwapDatastoreSupported",
          "unsharedSwapVMotionSupported",
          "backgroundSnapshotsSupported",
          "preAssignedPCIUnitNumbersSupported",
          "screenshotSupported",
          "scaledScreenshotSupported",
          "storageVMotionSupported",
          "vmotionWithStorageVMotionSupported",
          "hbrNicSelectionSupported",
          "loginBySSLThumbprintSupported",
          "cloneFromSnapshotSupported",
          "deltaDiskBackingsSupported",
          "tpmSupported",
          "vStorageCapable"
        }) {
      capability.add(name, !name.matches("ipmi.*|datastorePrincipal.*|background.*|tpm.*"));
    }
    return capability.add("maxSupportedVcpus", 768).add("maxRegisteredVMs", 4096);
  }

  private XmlElement configManager() {
    return XmlElement.typed("val", "HostConfigManager")
        .add("datastoreSystem", new Reference("HostDatastoreSystem", "datastoreSystem-" + number))
        .add("storageSystem", new Reference("HostStorageSystem", "storageSystem-" + number))
        .add("networkSystem", new Reference("HostNetworkSystem", "networkSystem-" + number))
        .add("serviceSystem", new Reference("HostServiceSystem", "serviceSystem-" + number))
        .add("advancedOption", new Reference("OptionManager", "EsxHostAdvSettings-" + number))
        .add("dateTimeSystem", new Reference("HostDateTimeSystem", "dateTimeSystem-" + number));
  }
}
