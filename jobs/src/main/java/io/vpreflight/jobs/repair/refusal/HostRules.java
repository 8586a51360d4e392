// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import static io.vpreflight.jobs.repair.refusal.RefusalRule.never;
import static io.vpreflight.jobs.repair.refusal.RefusalRule.unlessAcknowledged;

import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.vsphere.inventory.ClusterProperty;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The part of the one list that is about hosts. */
final class HostRules {
  private static final Set<RepairKind> HOSTS =
      EnumSet.of(RepairKind.POWER_UP_HOST, RepairKind.RECONNECT_HOST);
  private static final Set<RepairKind> WAKE = Set.of(RepairKind.POWER_UP_HOST);
  private static final Set<RepairKind> RECONNECT = Set.of(RepairKind.RECONNECT_HOST);

  static final List<RefusalRule> ALL =
      List.of(
          never("host-no-identity", HOSTS)
              .requires(HostProperty.HARDWARE)
              .whenHost(HostRefusals::noIdentity),
          never("host-task-running", HOSTS)
              .requires(VCenterFact.TASKS)
              .whenHost(HostRefusals::taskRunning),
          never("host-set-aside", HOSTS)
              .requires(HostProperty.IN_MAINTENANCE_MODE)
              .whenHost(HostRefusals::inMaintenance),
          never("not-in-standby", WAKE)
              .requires(HostProperty.POWER_STATE)
              .whenHost(HostRefusals::notInStandby),
          never("host-disconnected", WAKE)
              .requires(HostProperty.CONNECTION_STATE)
              .whenHost(HostRefusals::disconnected),
          unlessAcknowledged("power-managed", WAKE)
              .mayRead(ClusterProperty.CONFIGURATION, ClusterProperty.HOST)
              .whenHost(HostRefusals::powerManaged),
          never("not-disconnected", RECONNECT)
              .requires(HostProperty.CONNECTION_STATE)
              .whenHost(HostRefusals::notDisconnected),
          never("in-standby", RECONNECT)
              .requires(HostProperty.POWER_STATE)
              .whenHost(HostRefusals::inStandby),
          never("disconnected-by-user", RECONNECT)
              .requires(VCenterFact.EVENTS)
              .whenHost(HostRefusals::byUser),
          never("wants-secret", RECONNECT)
              .requires(VCenterFact.EVENTS)
              .whenHost(HostRefusals::wantsSecret));

  private HostRules() {}
}
