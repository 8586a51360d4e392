// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.planner;

import io.vpreflight.jobs.repair.plan.PlanOptions;
import io.vpreflight.jobs.repair.plan.RepairKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What an account must be granted on a virtual machine or a host to repair it. */
public final class PrivilegeNeeds {
  private static final String REMOVE = "VirtualMachine.State.RemoveSnapshot";

  private PrivilegeNeeds() {}

  /** Privilege ids, sorted. */
  public static List<String> of(RepairKind kind, PlanOptions options) {
    List<String> needs = new ArrayList<>(List.of("Global.LogEvent", "System.Read"));
    switch (kind) {
      case RESET_CBT, ENABLE_CBT -> {
        needs.add("VirtualMachine.Config.ChangeTracking");
        needs.add("VirtualMachine.State.CreateSnapshot");
        needs.add(REMOVE);
        if (options.deepProbe()) {
          needs.add("VirtualMachine.Provisioning.DiskRandomRead");
        }
      }
      case CONSOLIDATE, REMOVE_LEFTOVERS -> needs.add(REMOVE);
      case CLEAR_ATTRIBUTE -> needs.add("Global.SetCustomField");
      case NEW_INSTANCE_UUID -> needs.add("VirtualMachine.Config.Settings");
      case POWER_ON_VM -> needs.add("VirtualMachine.Interact.PowerOn");
      case MOVE_VM -> needs.addAll(List.of("Resource.ColdMigrate", "Resource.HotMigrate"));
      case POWER_UP_HOST -> needs.add("Host.Config.Maintenance");
      case RECONNECT_HOST -> needs.add("Host.Config.Connection");
      case RELOAD -> {
        // Reload itself wants System.Read and no more.
      }
    }
    Collections.sort(needs);
    return List.copyOf(needs);
  }
}
