// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import io.vpreflight.scenario.VmScenario;
import java.time.Duration;

/** What waits for a restart. */
class RebootProofTest extends Room {
  private static final String GUEST =
      "GuestRebootTest.it_is_said_once_for_all_machines_that_it_is_about";
  private static final String CURRENT = "guestToolsCurrent";
  private static final String PENDING = "config.tools.pendingCustomization";

  @Override
  void declare() {
    proof("host.reboot.required")
        .found(place -> place.host("reboot required").rebootRequired(true))
        .silent(place -> place.host("restarted"))
        .undetermined("summary.rebootRequired", place -> place.host("restarted"))
        .undetermined(
            place ->
                place.host("not responding, its flag is old").rebootRequired(true).notResponding());

    proof("vm.reboot.hardware-upgrade")
        .found("scheduled", place -> upgrade(place, "onSoftPowerOff", "pending"))
        .found("failed", place -> upgrade(place, "always", "failed"))
        .silent(place -> upgrade(place, "never", "pending"))
        .silent(place -> place.vm("nothing planned"))
        .undetermined("config.scheduledHardwareUpgradeInfo", place -> place.vm("nothing planned"));

    proof("vm.reboot.power-cycle-planned")
        .found(
            "power-off", place -> place.vm("off at reboot").property("config.rebootPowerOff", true))
        .found(
            "power-cycle",
            place -> place.vm("cycles at reboot").extraConfig("vmx.reboot.PowerCycle", "TRUE"))
        .silent(place -> place.vm("just reboots"))
        .undetermined("config.rebootPowerOff", place -> place.vm("just reboots"));

    proof("vm.customization.pending")
        .found(
            place ->
                place
                    .vm("pending, 2 days old")
                    .createdAt(place.daysAgo(2))
                    .property(PENDING, "imcf"))
        .silent(place -> place.vm("none pending"))
        .undetermined("config.tools", place -> place.vm("none pending"))
        .undetermined(
            place ->
                place
                    .vm("pending, 900 days old")
                    .createdAt(place.daysAgo(900))
                    .property(PENDING, "imcf"));

    proof("vm.tools.state")
        .found("not-installed", place -> place.vm("no Tools").toolsNotInstalled())
        .found(
            "not-running",
            place -> place.vm("Tools do not run").tools("guestToolsNotRunning", CURRENT))
        .found("blacklisted", place -> running(place, "guestToolsBlacklisted"))
        .found("too-old", place -> running(place, "guestToolsTooOld"))
        .found("too-new", place -> running(place, "guestToolsTooNew"))
        .silent(place -> running(place, "guestToolsUnmanaged"))
        .silent(place -> place.vm("no Tools, off").poweredOff().toolsNotInstalled())
        .undetermined("guest.toolsVersionStatus2", place -> place.vm("Tools current"))
        .undetermined(
            place ->
                place
                    .vm("booted 2 minutes ago")
                    .poweredOn(place.ago(Duration.ofMinutes(2)))
                    .tools("guestToolsNotRunning", CURRENT));

    proof("vm.reboot.guest")
        .silent(place -> place.vm("any machine"))
        .elsewhere(Answer.FOUND, "vCenter does not know, so it is counted and never found", GUEST)
        .elsewhere(Answer.UNDETERMINED, "it is not observable, whatever is sent", GUEST);
  }

  private static VmScenario running(Place place, String version) {
    return place.vm(version).tools("guestToolsRunning", version);
  }

  private static VmScenario upgrade(Place place, String policy, String status) {
    String path = "config.scheduledHardwareUpgradeInfo.";
    return place
        .vm("upgrade " + status + ", policy " + policy)
        .property(path + "upgradePolicy", policy)
        .property(path + "versionKey", "vmx-19")
        .property(path + "scheduledHardwareUpgradeStatus", status);
  }
}
