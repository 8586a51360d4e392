// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the properties of a virtual machine; for one object. */
final class VmXml {
  /** What a healthy, running machine of a real vCenter cannot be asked to do. */
  private static final List<String> NOT_WHILE_ON =
      List.of(
          "Destroy_Task",
          "UnregisterVM",
          "UnmountToolsInstaller",
          "AnswerVM",
          "UpgradeVM_Task",
          "UpgradeTools_Task",
          "ApplyEvcModeVM_Task",
          "DisableSecondaryVM_Task",
          "EnableSecondaryVM_Task",
          "TurnOffFaultToleranceForVM_Task",
          "MakePrimaryVM_Task",
          "TerminateFaultTolerantVM_Task",
          "CreateSecondaryVM_Task",
          "CreateSecondaryVMEx_Task",
          "StartRecording_Task",
          "StopRecording_Task",
          "StartReplaying_Task",
          "StopReplaying_Task",
          "CustomizeVM_Task",
          "MarkAsTemplate",
          "ResetGuestInformation",
          "ConvertToVirtualMachine",
          "PowerOnVM_Task");

  private static final List<String> NOT_WHILE_OFF =
      List.of(
          "AnswerVM",
          "PowerOffVM_Task",
          "SuspendVM_Task",
          "ResetVM_Task",
          "ShutdownGuest",
          "RebootGuest",
          "StandbyGuest",
          "MountToolsInstaller",
          "UnmountToolsInstaller",
          "UpgradeTools_Task",
          "AcquireMksTicket",
          "MakePrimaryVM_Task",
          "TerminateFaultTolerantVM_Task",
          "TurnOffFaultToleranceForVM_Task",
          "StopRecording_Task",
          "StopReplaying_Task",
          "ResetGuestInformation");

  private final VmScenario vm;

  VmXml(VmScenario vm) {
    this.vm = vm;
  }

  void describe(ObjectXml xml) {
    if (vm.parent() != null && !vm.isTemplate() && vm.pool().isVirtualApp()) {
      xml.remove("parent");
      xml.set("parentVApp", vm.pool().reference());
    }
    VmLayoutXml layout = new VmLayoutXml(vm);
    xml.set("disabledMethod", disabledMethods())
        .set("capability", capability())
        .set("config", new VmConfigXml(vm).config())
        .set("layoutEx", layout.layoutEx())
        .set("layout", layout.layout())
        .set("storage", layout.storage())
        .set("runtime", runtime())
        .set("guest", new VmGuestXml(vm).guest())
        .set("snapshot", snapshot())
        .references(
            "rootSnapshot", vm.rootSnapshots().stream().map(SnapshotScenario::reference).toList())
        .references("datastore", vm.datastores().stream().map(EntityScenario::reference).toList())
        .references("network", vm.networks().stream().map(EntityScenario::reference).toList())
        .set("environmentBrowser", vm.host().computeResource().environmentBrowser())
        .setTyped(
            "guestHeartbeatStatus",
            "ManagedEntityStatus",
            vm.areToolsRunning() && vm.host().isConnected() ? "green" : "gray");
    if (!vm.isTemplate()) {
      xml.set("resourcePool", vm.pool().reference());
    }
  }

  private XmlElement disabledMethods() {
    Set<String> methods = new LinkedHashSet<>(vm.isPoweredOn() ? NOT_WHILE_ON : NOT_WHILE_OFF);
    if (vm.question() != null) {
      methods.remove("AnswerVM");
    }
    methods.addAll(vm.disabledMethods());
    return EntityScenario.strings(new ArrayList<>(methods));
  }

  private XmlElement runtime() {
    boolean on = vm.isPoweredOn();
    return XmlElement.typed("val", "VirtualMachineRuntimeInfo")
        .add("host", vm.host().reference())
        .add("connectionState", vm.connectionState())
        .add("powerState", vm.powerState())
        .add("faultToleranceState", vm.ftInfo() == null ? "notConfigured" : "running")
        .add("toolsInstallerMounted", vm.isToolsInstallerMounted())
        .add("suspendTime", vm.powerState().equals("suspended") ? vm.bootTime() : null)
        .add("bootTime", on ? vm.bootTime() : null)
        .add("suspendInterval", 0L)
        .add(renamed("question", vm.question()))
        .add("maxCpuUsage", on ? 2600 * vm.cpus() : null)
        .add("maxMemoryUsage", on ? vm.memoryMiB() : null)
        .add("numMksConnections", 0)
        .add("recordReplayState", "inactive")
        .add("cleanPowerOff", vm.cleanPowerOff())
        .add("onlineStandby", false)
        .add("minRequiredEVCModeKey", "intel-merom")
        .add("consolidationNeeded", vm.isConsolidationNeeded())
        .add("cryptoState", vm.cryptoState())
        .add("paused", false)
        .add("snapshotInBackground", vm.isSnapshotInBackground())
        .add("instantCloneFrozen", vm.isFrozen());
  }

  private static @Nullable XmlElement renamed(String name, @Nullable XmlElement element) {
    return element == null ? null : element.renamed(name);
  }

  private @Nullable XmlElement snapshot() {
    SnapshotScenario current = vm.currentSnapshot();
    if (vm.rootSnapshots().isEmpty() || current == null) {
      return null;
    }
    XmlElement info =
        XmlElement.typed("val", "VirtualMachineSnapshotInfo")
            .add("currentSnapshot", current.reference());
    for (SnapshotScenario root : vm.rootSnapshots()) {
      info.add(root.treeNode("rootSnapshotList"));
    }
    return info;
  }

  private static XmlElement capability() {
    XmlElement capability = XmlElement.typed("val", "VirtualMachineCapability");
    for (String name :
        new String[] {
          "snapshotOperationsSupported",
          "multipleSnapshotsSupported",
          "poweredOffSnapshotsSupported",
          "memorySnapshotsSupported",
          "revertToSnapshotSupported",
          "quiescedSnapshotsSupported",
          "toolsAutoUpdateSupported",
          "toolsSyncTimeSupported",
          "bootOptionsSupported",
          "changeTrackingSupported",
          "hostBasedReplicationSupported",
          "secureBootSupported",
          "diskOnlySnapshotOnSuspendedVMSupported",
          "changeModeDisksSupported"
        }) {
      capability.add(name, !name.startsWith("toolsAuto"));
    }
    return capability;
  }

  /** Writes the summary out of what the other properties have become. */
  void describeSummary(ObjectXml xml) {
    XmlElement summary = XmlElement.typed("val", "VirtualMachineSummary").add("vm", vm.reference());
    XmlElement runtime = xml.get("runtime");
    if (runtime != null) {
      summary.add("runtime", runtime.copy().type(null));
    }
    XmlElement guest = xml.get("guest");
    summary.add("guest", summaryGuest(guest)).add("config", summaryConfig(xml.get("config")));
    XmlElement storage = xml.get("storage");
    summary
        .add("storage", new VmLayoutXml(vm).storageSummary(storage != null))
        .add("quickStats", quickStats())
        .add("overallStatus", "green");
    xml.set("summary", summary);
  }

  private XmlElement summaryGuest(@Nullable XmlElement guest) {
    XmlElement copy = XmlElement.named("guest");
    if (guest != null) {
      Set<String> kept =
          Set.of(
              "guestId",
              "guestFullName",
              "toolsStatus",
              "toolsVersionStatus",
              "toolsVersionStatus2",
              "toolsRunningStatus",
              "hostName",
              "ipAddress");
      for (XmlElement child : guest.children()) {
        if (kept.contains(child.name())) {
          copy.add(child.copy());
        }
      }
    }
    return copy.add("hwVersion", vm.hardwareVersion());
  }

  private XmlElement summaryConfig(@Nullable XmlElement config) {
    XmlElement copy = XmlElement.named("config");
    if (config == null) {
      return copy.add("name", vm.encodedName())
          .add("template", vm.isTemplate())
          .add("vmPathName", vm.vmxPath());
    }
    for (String name : List.of("name", "template")) {
      copy.add(name, PropertyPath.text(config, name));
    }
    copy.add("vmPathName", PropertyPath.text(config, "files.vmPathName"))
        .add("memorySizeMB", vm.memoryMiB())
        .add("cpuReservation", 0)
        .add("memoryReservation", 0)
        .add("numCpu", vm.cpus())
        .add(
            "numEthernetCards",
            (int) vm.adapters().stream().filter(each -> !each.isGuestOnly()).count())
        .add("numVirtualDisks", vm.disks().size());
    for (String name : List.of("uuid", "instanceUuid", "guestId", "guestFullName", "annotation")) {
      copy.add(name, PropertyPath.text(config, name));
    }
    return copy.add("managedBy", vm.managedBy()).add("hwVersion", vm.hardwareVersion());
  }

  private XmlElement quickStats() {
    boolean on = vm.isPoweredOn();
    return XmlElement.named("quickStats")
        .add("overallCpuUsage", on ? 120 * vm.cpus() : 0)
        .add("guestMemoryUsage", on ? vm.memoryMiB() / 5 : 0)
        .add("hostMemoryUsage", on ? vm.memoryMiB() : 0)
        .add("guestHeartbeatStatus", vm.areToolsRunning() ? "green" : "gray")
        .add(
            "uptimeSeconds",
            on
                ? (int) (vm.vcenter().now().getEpochSecond() - vm.bootTime().getEpochSecond())
                : null);
  }
}
