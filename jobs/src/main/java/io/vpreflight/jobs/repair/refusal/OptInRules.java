// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.refusal;

import static io.vpreflight.jobs.repair.refusal.RefusalRule.never;
import static io.vpreflight.jobs.repair.refusal.RefusalRule.unlessAcknowledged;

import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.vsphere.inventory.HostProperty;
import io.vpreflight.vsphere.inventory.VCenterFact;
import io.vpreflight.vsphere.inventory.VmProperty;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The part of the one list that is about repairs which are off until they are switched on. */
final class OptInRules {
  private static final Set<RepairKind> IDENTITY = Set.of(RepairKind.NEW_INSTANCE_UUID);
  private static final Set<RepairKind> POWER = Set.of(RepairKind.POWER_ON_VM);
  private static final Set<RepairKind> TWINS =
      EnumSet.of(RepairKind.NEW_INSTANCE_UUID, RepairKind.POWER_ON_VM);

  /** Two machines of one plan that would meet each other. */
  static final RefusalRule TWIN_IN_PLAN = never("twin-in-plan", TWINS).when(candidate -> List.of());

  static final List<RefusalRule> ALL =
      List.of(
          never("replicated", TWINS)
              .requires(VmProperty.REP_CONFIG)
              .when(IdentityRefusals::replicated),
          // A new identity.
          never("not-a-duplicate", IDENTITY)
              .requires(VmProperty.INSTANCE_UUID)
              .when(IdentityRefusals::notADuplicate),
          never("nsx-network", IDENTITY)
              .requires(VmProperty.DEVICES)
              .mayRead(IdentityRefusals.NETWORKS)
              .when(IdentityRefusals::onNsx),
          never("backup-product", IDENTITY)
              .requires(VmProperty.SNAPSHOT, VmProperty.CUSTOM_VALUE, VCenterFact.CUSTOM_FIELDS)
              .when(IdentityRefusals::backupProduct),
          never("snapshot-keeps-uuid", IDENTITY)
              .requires(VmProperty.SNAPSHOT)
              .when(IdentityRefusals::snapshotsKeepIt),
          never("reconfigure-disabled", IDENTITY)
              .requires(VmProperty.DISABLED_METHOD)
              .when(StateRefusals::cannotReconfigure),
          unlessAcknowledged("not-the-copy", IDENTITY)
              .requires(VmProperty.INSTANCE_UUID, VmProperty.POWER_STATE)
              .mayRead(VmProperty.CREATE_DATE, VmProperty.MANAGED_BY)
              .when(IdentityRefusals::notTheCopy),
          unlessAcknowledged("copy-not-known", IDENTITY)
              .requires(VmProperty.INSTANCE_UUID, VmProperty.POWER_STATE)
              .mayRead(VmProperty.CREATE_DATE, VmProperty.MANAGED_BY)
              .when(IdentityRefusals::copyNotKnown),
          unlessAcknowledged("snapshot-tasks", IDENTITY)
              .requires(VCenterFact.TASKS)
              .when(IdentityRefusals::snapshotTasks),
          // Power.
          never("not-powered-off", POWER)
              .requires(VmProperty.POWER_STATE)
              .when(PowerRefusals::notOff),
          never("twin-runs", POWER)
              .requires(
                  VmProperty.INSTANCE_UUID,
                  VmProperty.BIOS_UUID,
                  VmProperty.DEVICES,
                  VmProperty.POWER_STATE)
              .when(PowerRefusals::twinRuns),
          never("power-on-disabled", POWER)
              .requires(VmProperty.DISABLED_METHOD)
              .when(StateRefusals::cannotPowerOn),
          unlessAcknowledged("host-memory", POWER)
              .requires(VmProperty.MEMORY_MB, HostProperty.MEMORY_USAGE, HostProperty.HARDWARE)
              .when(PowerRefusals::hostIsFull),
          TWIN_IN_PLAN);

  private OptInRules() {}
}
