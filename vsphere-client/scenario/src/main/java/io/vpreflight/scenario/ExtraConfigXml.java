// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/** Writes {@code config.extraConfig}; for one machine. */
final class ExtraConfigXml {
  private static final String[] BRIDGES = {"0", "4", "5", "6", "7"};

  private final VmScenario vm;

  ExtraConfigXml(VmScenario vm) {
    this.vm = vm;
  }

  void addTo(XmlElement config) {
    keys()
        .forEach(
            (key, value) ->
                config.add(XmlElement.named("extraConfig").add("key", key).addAny("value", value)));
  }

  private Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("nvram", vm.encodedName() + ".nvram");
    keys.put("svga.present", "TRUE");
    keys.put("hpet0.present", "TRUE");
    keys.put("disk.EnableUUID", "TRUE");
    keys.put("tools.guest.desktop.autolock", "FALSE");
    if (vm.isRealisticSize()) {
      addRealisticKeys(keys);
    }
    if (vm.isChangeTracking()) {
      keys.put("ctkEnabled", "TRUE");
    }
    for (DiskScenario disk : vm.disks()) {
      keys.put(disk.slot() + ".redo", "");
      Boolean tracked = disk.changeTracking();
      if (tracked != null) {
        keys.put(disk.slot() + ".ctkEnabled", tracked ? "TRUE" : "FALSE");
      }
    }
    keys.putAll(vm.extraConfig());
    return keys;
  }

  private void addRealisticKeys(Map<String, String> keys) {
    Chance chance = vm.vcenter().chance();
    for (int i = 0; i < BRIDGES.length; i++) {
      String bridge = "pciBridge" + BRIDGES[i];
      keys.put(bridge + ".present", "TRUE");
      keys.put(bridge + ".pciSlotNumber", String.valueOf(17 + i));
      if (i > 0) {
        keys.put(bridge + ".virtualDev", "pcieRootPort");
        keys.put(bridge + ".functions", "8");
      }
    }
    keys.put("vmware.tools.internalversion", vm.toolsVersion());
    keys.put("vmware.tools.requiredversion", "12416");
    keys.put("migrate.hostLogState", "none");
    keys.put("migrate.migrationId", "0");
    keys.put("scsi0.pciSlotNumber", "160");
    keys.put(
        "scsi0.sasWWID", "50 05 05 6" + chance.hex("wwid/" + vm.chanceKey(), 1) + " c2 eb ed 40");
    keys.put("ethernet0.pciSlotNumber", "192");
    keys.put("ethernet1.pciSlotNumber", "224");
    keys.put("vmci0.pciSlotNumber", "33");
    keys.put("sata0.pciSlotNumber", "34");
    keys.put("monitor.phys_bits_used", "45");
    keys.put("softPowerOff", "FALSE");
    keys.put("cpuid.coresPerSocket.cookie", "1");
    keys.put("numa.autosize.cookie", "20022");
    keys.put("numa.autosize.vcpu.maxPerVirtualNode", "2");
    keys.put("vmotion.checkpointFBSize", "16777216");
    keys.put("vmxstats.filename", vm.encodedName() + ".scoreboard");
    keys.put("tools.remindInstall", "FALSE");
    keys.put("guestinfo.vmtools.buildNumber", "22544099");
    keys.put("guestinfo.vmtools.versionString", "12.3.5");
  }
}
