// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.repair;

import io.vpreflight.jobs.repair.plan.PlanOptions;
import io.vpreflight.jobs.repair.plan.Privileges;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.planner.PrivilegeNeeds;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.vim.VimPrivileges;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the account of a session may do on the targets of a plan. */
final class TargetPrivileges {
  private TargetPrivileges() {}

  /** Asked of the server for each target; a server that says yes to everything is not believed. */
  static Map<MoRef, Privileges> of(
      SoapSession session, RepairKind kind, PlanOptions options, Set<MoRef> targets) {
    List<String> wanted = PrivilegeNeeds.of(kind, options);
    Map<MoRef, Privileges> found = new HashMap<>();
    try {
      VimPrivileges asked = new VimPrivileges(session, new SchemaNotes());
      if (asked.judges()) {
        VimPrivileges.Granted granted = asked.granted(List.copyOf(targets), wanted);
        for (MoRef target : targets) {
          found.put(
              target,
              new Privileges(
                  session.user().userName(), wanted, List.copyOf(granted.missing(target, wanted))));
        }
      }
    } catch (VSphereException.Fault e) {
      // Then nobody can tell, and the plan says so.
      found.clear();
    }
    return found;
  }
}
