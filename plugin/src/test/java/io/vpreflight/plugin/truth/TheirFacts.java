// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.truth;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What another client read, as facts under our names: a second, independent telling of which
 * property of vim25 each component of the inventory comes from.
 */
final class TheirFacts {
  private static final Map<String, String> VM =
      Map.ofEntries(
          Map.entry("name", "name"),
          Map.entry("placement.storage.committed", "summary.storage.committed"),
          Map.entry("placement.storage.uncommitted", "summary.storage.uncommitted"),
          Map.entry("config.instanceUuid", "config.instanceUuid"),
          Map.entry("config.uuid", "config.uuid"),
          Map.entry("config.template", "config.template"),
          Map.entry("config.version", "config.version"),
          Map.entry("config.guestId", "config.guestId"),
          Map.entry("config.changeVersion", "config.changeVersion"),
          Map.entry("config.changeTrackingEnabled", "config.changeTrackingEnabled"),
          Map.entry("config.origin.createDate", "config.createDate"),
          Map.entry("config.origin.annotation", "config.annotation"),
          Map.entry("config.origin.vmPathName", "config.files.vmPathName"),
          Map.entry("config.origin.managedBy.extensionKey", "config.managedBy.extensionKey"),
          Map.entry("config.origin.managedBy.type", "config.managedBy.type"),
          Map.entry("config.origin.ftInfo.role", "config.ftInfo.role"),
          Map.entry("config.options.firmware", "config.firmware"),
          Map.entry(
              "config.options.efiSecureBootEnabled", "config.bootOptions.efiSecureBootEnabled"),
          Map.entry("config.options.rebootPowerOff", "config.rebootPowerOff"),
          Map.entry("config.options.keyId", "config.keyId.keyId"),
          Map.entry("config.options.latencySensitivity", "config.latencySensitivity.level"),
          Map.entry("config.tools.toolsUpgradePolicy", "config.tools.toolsUpgradePolicy"),
          Map.entry("config.tools.pendingCustomization", "config.tools.pendingCustomization"),
          Map.entry("config.tools.syncTimeWithHost", "config.tools.syncTimeWithHost"),
          Map.entry("config.hardware.numCPU", "config.hardware.numCPU"),
          Map.entry("config.hardware.memoryMB", "config.hardware.memoryMB"),
          Map.entry("runtime.connectionState", "runtime.connectionState"),
          Map.entry("runtime.powerState", "runtime.powerState"),
          Map.entry("runtime.bootTime", "runtime.bootTime"),
          Map.entry("runtime.cleanPowerOff", "runtime.cleanPowerOff"),
          Map.entry("runtime.consolidationNeeded", "runtime.consolidationNeeded"),
          Map.entry("runtime.snapshotInBackground", "runtime.snapshotInBackground"),
          Map.entry("runtime.question.id", "runtime.question.id"),
          Map.entry("runtime.question.text", "runtime.question.text"),
          Map.entry("runtime.faultToleranceState", "runtime.faultToleranceState"),
          Map.entry("runtime.toolsInstallerMounted", "runtime.toolsInstallerMounted"),
          Map.entry("runtime.cryptoState", "runtime.cryptoState"),
          Map.entry("runtime.instantCloneFrozen", "runtime.instantCloneFrozen"),
          Map.entry("guest.toolsRunningStatus", "guest.toolsRunningStatus"),
          Map.entry("guest.toolsVersionStatus2", "guest.toolsVersionStatus2"),
          Map.entry("guest.toolsVersion", "guest.toolsVersion"),
          Map.entry("guest.toolsInstallType", "guest.toolsInstallType"),
          Map.entry("guest.hostName", "guest.hostName"),
          Map.entry("guest.ipAddress", "guest.ipAddress"),
          Map.entry("guest.guestState", "guest.guestState"),
          Map.entry("guest.guestHeartbeatStatus", "guestHeartbeatStatus"),
          Map.entry("capability.changeTrackingSupported", "capability.changeTrackingSupported"));

  private static final Map<String, String> HOST =
      Map.ofEntries(
          Map.entry("name", "name"),
          Map.entry("runtime.connectionState", "runtime.connectionState"),
          Map.entry("runtime.powerState", "runtime.powerState"),
          Map.entry("runtime.standbyMode", "runtime.standbyMode"),
          Map.entry("runtime.inMaintenanceMode", "runtime.inMaintenanceMode"),
          Map.entry("runtime.inQuarantineMode", "runtime.inQuarantineMode"),
          Map.entry("runtime.bootTime", "runtime.bootTime"),
          Map.entry("summary.rebootRequired", "summary.rebootRequired"),
          Map.entry("summary.version", "summary.config.product.version"),
          Map.entry("summary.build", "summary.config.product.build"),
          Map.entry("summary.vendor", "summary.hardware.vendor"),
          Map.entry("summary.model", "summary.hardware.model"),
          Map.entry("summary.memorySizeBytes", "summary.hardware.memorySize"),
          Map.entry("summary.overallMemoryUsageMB", "summary.quickStats.overallMemoryUsage"));

  private static final Map<String, String> CLUSTER =
      Map.of(
          "name", "name",
          "drsEnabled", "configurationEx.drsConfig.enabled",
          "drsBehavior", "configurationEx.drsConfig.defaultVmBehavior",
          "dpmEnabled", "configurationEx.dpmConfigInfo.enabled",
          "dasEnabled", "configurationEx.dasConfig.enabled",
          "totalVmCount", "summary.usageSummary.totalVmCount");

  private static final Map<String, String> DATASTORE =
      Map.of(
          "name", "name",
          "type", "summary.type",
          "capacity", "summary.capacity",
          "freeSpace", "summary.freeSpace",
          "uncommitted", "summary.uncommitted",
          "accessible", "summary.accessible",
          "maintenanceMode", "summary.maintenanceMode",
          "url", "summary.url",
          "maxFileSize", "info.maxFileSize");

  private final Facts facts = new Facts();
  private final Readings readings;

  private TheirFacts(Readings readings) {
    this.readings = readings;
  }

  static Facts of(Readings readings) {
    TheirFacts theirs = new TheirFacts(readings);
    theirs.all();
    return theirs.facts;
  }

  private void all() {
    for (String name :
        List.of("name", "fullName", "version", "build", "apiType", "apiVersion", "instanceUuid")) {
      facts.put("about", name, readings.about().textAt(name));
    }
    of("VirtualMachine").forEach((id, p) -> vm(new Subject(facts, id, p)));
    of("HostSystem").forEach((id, p) -> host(new Subject(facts, id, p)));
    of("ComputeResource").forEach((id, p) -> cluster(new Subject(facts, id, p)));
    of("Datastore").forEach((id, p) -> datastore(new Subject(facts, id, p)));
    of("Network").forEach((id, p) -> network(new Subject(facts, id, p)));
    Map<String, Map<String, Node>> containers = new TreeMap<>();
    Wanted.CONTAINERS.forEach(type -> containers.putAll(of(type)));
    containers.forEach((id, p) -> container(new Subject(facts, id, p)));
    readings.snapshots().forEach((id, p) -> snapshot(new Subject(facts, id, p)));
    readings.events().forEach(event -> new TheirHistory(facts).event(event));
    readings.tasks().forEach(task -> new TheirHistory(facts).task(task));
    readings.alarms().forEach(alarm -> new TheirHistory(facts).alarm(alarm, readings.alarmNames()));
  }

  private Map<String, Map<String, Node>> of(String type) {
    return Objects.requireNonNull(readings.objects().get(type));
  }

  private void vm(Subject vm) {
    VM.forEach(vm::text);
    vm.emptyIsUnset("config.tools.pendingCustomization");
    vm.ref("placement.parent", "parent");
    vm.ref("placement.parentVApp", "parentVApp");
    vm.ref("placement.resourcePool", "resourcePool");
    vm.ref("runtime.host", "runtime.host");
    vm.refs("placement.datastore", "datastore");
    vm.refs("placement.network", "network");
    vm.refs("activity.recentTask", "recentTask");
    vm.words("activity.disabledMethod", "disabledMethod");
    vm.put("config.origin.replicated", String.valueOf(vm.has("config.repConfig")));
    Node ft = vm.at("config.ftInfo");
    if (ft != null) {
      vm.list("config.origin.ftInfo.instanceUuids", ft.all("instanceUuids"));
    }
    Node upgrade = vm.at("config.scheduledHardwareUpgradeInfo");
    if (upgrade != null) {
      String at = "config.options.scheduledHardwareUpgradeInfo.";
      for (String field :
          List.of("upgradePolicy", "versionKey", "scheduledHardwareUpgradeStatus")) {
        vm.put(at + field, upgrade.textAt(field));
      }
      vm.put(at + "fault", type(upgrade.at("fault.fault")));
    }
    vm.put(
        "config.tools.lastInstallFault", type(vm.at("config.tools.lastInstallInfo.fault.fault")));
    if (vm.has("config.hardware.device")) {
      new TheirDevices(vm).hardware("config.hardware");
    }
    extraConfig(vm);
    new TheirGuest(vm).all();
    if (vm.has("customValue")) {
      for (Node value : vm.items("customValue")) {
        String key = String.valueOf(value.textAt("key"));
        String field = readings.customFields().getOrDefault(key, "field " + key);
        vm.put("customValues[" + field + "]", value.textAt("value"));
      }
    }
  }

  /** Kept are change tracking, sharing, the vCLS mark and the planned power cycle. */
  private static void extraConfig(Subject vm) {
    vm.put("config.extraConfig.complete", String.valueOf(vm.has("config.extraConfig")));
    for (Node option : vm.items("config.extraConfig")) {
      String key = String.valueOf(option.textAt("key")).toLowerCase(java.util.Locale.ROOT);
      boolean kept =
          key.endsWith("ctkenabled")
              || key.endsWith("ctkdisallowed")
              || key.endsWith(".sharing")
              || key.endsWith("hdcs.agent")
              || key.endsWith("vmx.reboot.powercycle");
      if (kept) {
        vm.put("config.extraConfig.values[" + key + "]", option.textAt("value"));
      }
    }
  }

  private static void host(Subject host) {
    HOST.forEach(host::text);
    host.ref("parent", "parent");
    host.text(
        "summary.uuid",
        host.at("summary.hardware.uuid") == null
            ? "hardware.systemInfo.uuid"
            : "summary.hardware.uuid");
    Node ntp = host.at("config.dateTimeInfo.ntpConfig");
    if (ntp != null) {
      host.list("config.ntpServers", ntp.all("server"));
    }
    if (host.has("config.service.service")) {
      List<Node> services = host.items("config.service.service");
      host.put("config.services.size", String.valueOf(services.size()));
      for (int i = 0; i < services.size(); i++) {
        for (String field : List.of("key", "running", "policy")) {
          host.put("config.services[" + i + "]." + field, services.get(i).textAt(field));
        }
      }
    }
  }

  private static void cluster(Subject cluster) {
    CLUSTER.forEach(cluster::text);
    cluster.ref("parent", "parent");
    cluster.refs("host", "host");
  }

  private static void datastore(Subject datastore) {
    DATASTORE.forEach(datastore::text);
    datastore.ref("parent", "parent");
  }

  private static void container(Subject container) {
    container.text("name", "name");
    container.ref("parent", "parent");
  }

  private void network(Subject network) {
    network.text("name", "name");
    network.text("accessible", "summary.accessible");
    network.ref("parent", "parent");
    Map<String, Node> portGroup = of("DistributedVirtualPortgroup").get(network.moId());
    if (portGroup != null) {
      Subject group = new Subject(facts, network.moId(), portGroup);
      group.text("key", "key");
      group.text("backingType", "config.backingType");
    }
  }

  private static void snapshot(Subject snapshot) {
    if (snapshot.has("config.hardware.device")) {
      new TheirDevices(snapshot).disks("disks");
    }
  }

  private static @Nullable String type(@Nullable Node node) {
    return node == null ? null : node.type();
  }
}
