// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.scenario.demo;

import static io.vpreflight.scenario.demo.Site.daysAgo;

import io.vpreflight.scenario.VmScenario;
import io.vpreflight.scenario.XmlElement;

/** Machines that wait for a restart, an upgrade of their hardware, or their tools; stateless. */
final class RebootCases {
  private static final String FOLDER = "Atelier/Postes de commande";

  private RebootCases() {}

  static void addTo(Site lyon) {
    upgrade(lyon.vm(FOLDER, "srv-lyo-presse01"), "onSoftPowerOff", "pending");
    upgrade(lyon.vm(FOLDER, "srv-lyo-presse02"), "always", "failed")
        .property(
            "config.scheduledHardwareUpgradeInfo.fault",
            XmlElement.named("fault")
                .add(XmlElement.typed("fault", "ToolsUnavailable"))
                .add("localizedMessage", "VMware Tools is not running."));
    lyon.vm(FOLDER, "srv-lyo-presse03").property("config.rebootPowerOff", true);
    lyon.vm(FOLDER, "srv-lyo-presse04").extraConfig("vmx.reboot.PowerCycle", "TRUE");

    lyon.vm(FOLDER, "srv-lyo-presse05")
        .tools("guestToolsRunning", "guestToolsSupportedOld")
        .toolsVersion("11269");
    lyon.vm(FOLDER, "srv-lyo-presse06")
        .tools("guestToolsRunning", "guestToolsTooOld")
        .toolsVersion("9541");
    lyon.vm(FOLDER, "srv-lyo-presse07").toolsInstallerMounted(true);
    lyon.vm(FOLDER, "srv-lyo-presse08")
        .createdAt(daysAgo(2))
        .property("config.changeVersion", daysAgo(2))
        .property("config.tools.pendingCustomization", "[LYO-SAN-01] srv-lyo-presse08/imcf-aB3x");
    lyon.vm(FOLDER, "srv-lyo-presse09")
        .createdAt(daysAgo(900))
        .property("config.changeVersion", daysAgo(890))
        .property("config.tools.pendingCustomization", "[LYO-SAN-02] srv-lyo-presse09/imcf-9Qz1");
  }

  private static VmScenario upgrade(VmScenario vm, String policy, String status) {
    return vm.hardwareVersion("vmx-13")
        .property("config.scheduledHardwareUpgradeInfo.upgradePolicy", policy)
        .property("config.scheduledHardwareUpgradeInfo.versionKey", "vmx-19")
        .property("config.scheduledHardwareUpgradeInfo.scheduledHardwareUpgradeStatus", status);
  }
}
