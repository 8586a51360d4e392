// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.repair;

import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.repair.plan.Here;
import io.vpreflight.jobs.repair.plan.PlanOptions;
import io.vpreflight.jobs.repair.plan.Privileges;
import io.vpreflight.jobs.repair.policy.PolicyOrder;
import io.vpreflight.jobs.repair.policy.PolicyRunner;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.connect.LocalMachine;
import io.vpreflight.vsphere.CollectionProgress;
import io.vpreflight.vsphere.ConnectionOptions;
import io.vpreflight.vsphere.Logins;
import io.vpreflight.vsphere.collect.LiveCollector;
import io.vpreflight.vsphere.inventory.Inventory;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.SchemaNotes;
import io.vpreflight.vsphere.soap.SoapSession;
import io.vpreflight.vsphere.vim.VimLogins;
import io.vpreflight.vsphere.vim.VimLongTail;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a policy needs to know of its vCenter, for a command and for the service alike.
 *
 * @param inventory as it was read
 * @param audit of its one check
 * @param asked what the session is asked besides
 */
public record PolicyReading(Inventory inventory, AuditRequest audit, PolicyRunner.Asked asked) {
  /** For {@code --own-vm}: the process runs on no machine of that vCenter. */
  private static final String NONE = "none";

  /**
   * Reads it.
   *
   * @param plan what is to be read, and how it is judged; of one vCenter
   * @param session open as long as what is read is made use of
   * @param ownVm machines that this process runs on, or none
   * @param planner who triggers it
   */
  public static PolicyReading of(
      AuditPlan plan,
      PolicyRunner runner,
      PolicyOrder order,
      SoapSession session,
      List<String> ownVm,
      String planner,
      CollectionProgress progress) {
    VCenterSettings settings = plan.vcenters().get(0);
    SchemaNotes notes = new SchemaNotes();
    AuditRequest audit = runner.audit(plan.request(Set.of()));
    Inventory inventory =
        new LiveCollector(
                session,
                new VimLongTail(session, notes),
                ConnectionOptions.DEFAULT,
                settings.endpoint().name(),
                notes)
            .collect(runner.reads(audit), progress);
    return new PolicyReading(inventory, audit, asked(settings, session, order, ownVm, planner));
  }

  private static PolicyRunner.Asked asked(
      VCenterSettings settings,
      SoapSession session,
      PolicyOrder order,
      List<String> ownVm,
      String planner) {
    return new PolicyRunner.Asked() {
      @Override
      public String planner() {
        return planner;
      }

      @Override
      public Here here(Scene scene) {
        PlanTargets finder = new PlanTargets(scene);
        Set<MoRef> own = finder.all(ownVm.stream().filter(vm -> !vm.equals(NONE)).toList());
        finder.check();
        return LocalMachine.look(settings.endpoint(), own, ownVm.contains(NONE) || !own.isEmpty());
      }

      @Override
      public Map<MoRef, Privileges> privileges(Set<MoRef> targets) {
        return TargetPrivileges.of(session, order.policy().kind(), PlanOptions.DEFAULT, targets);
      }

      @Override
      public Logins logins() {
        return new VimLogins(session, new SchemaNotes()).read();
      }
    };
  }
}
