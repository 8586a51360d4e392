// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.Identity;
import io.vpreflight.jobs.service.PlanDesk;
import io.vpreflight.jobs.store.Store;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.audit.AuditPlan;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.AuditResolver;
import io.vpreflight.plugin.config.AuditSettings;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.plugin.config.VCenterSettings;
import io.vpreflight.plugin.http.PlanMaker;
import io.vpreflight.plugin.repair.FromAudit;
import io.vpreflight.plugin.repair.PlanBody;
import io.vpreflight.plugin.repair.PlanReading;
import io.vpreflight.plugin.repair.PlanWish;
import io.vpreflight.vsphere.CollectionProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plans that somebody asks of the service, made with the account that reads. */
final class ServedPlans implements PlanMaker {
  private final App app;
  private final Supplier<ServiceSettings> settings;
  private final Store store;
  private final Path folder;
  private final Looking looking;
  private final PlanDesk plans;

  /**
   * Makes none yet.
   *
   * @param settings asked each time
   * @param folder of the store
   * @param plans where they are kept
   */
  ServedPlans(
      App app,
      Supplier<ServiceSettings> settings,
      Store store,
      Path folder,
      Looking looking,
      PlanDesk plans) {
    this.app = app;
    this.settings = settings;
    this.store = store;
    this.folder = folder;
    this.looking = looking;
    this.plans = plans;
  }

  @Override
  public PlanFile make(JsonObject wish, Identity planner) throws IOException {
    PlanBody body = PlanBody.read(wish);
    PlanWish wanted = body.wish();
    wanted.findAudit(id -> FromAudit.ofAudit(id, new History(store)));
    AuditDraft draft = new AuditDraft();
    wanted.into(draft);
    List<Text> problems = new ArrayList<>();
    AuditPlan.stored(draft, folder, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    AuditPlan plan = audit(app, settings.get(), draft, body.vcenter());
    plan.switches().require(wanted.kind());
    PlanReading reading = new PlanReading(app, wanted);
    PlanFile file;
    try (Looking.Look look = looking.open()) {
      PlanReading.Own own = PlanReading.Own.of(store);
      file = reading.read(plan, look.connections(), own, folder, planner, CollectionProgress.NONE);
    }
    reading.keep(plans, file);
    new ServiceLog(app).say(Text.of("serve.planned", file.shortDigest(), planner.name()));
    return file;
  }

  /**
   * What is read and judged for a plan of the service: what its file says, and that draft before
   * it.
   *
   * @param vcenter name of one; null for the only one
   * @throws ConfigException with everything that is wrong
   */
  static AuditPlan audit(App app, ServiceSettings now, AuditDraft draft, @Nullable String vcenter) {
    VCenterSettings chosen = chosen(now, vcenter);
    List<Text> problems = new ArrayList<>();
    AuditSettings audit = new AuditResolver(problems).resolve(draft.over(now.repairs().file()));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new AuditPlan(app, audit, List.of(chosen), List.of(), now.repairs().switches());
  }

  private static VCenterSettings chosen(ServiceSettings now, @Nullable String said) {
    List<VCenterSettings> found =
        now.vcenters().stream()
            .filter(one -> said == null || one.endpoint().name().equals(said))
            .toList();
    if (found.size() != 1) {
      List<String> names = now.vcenters().stream().map(one -> one.endpoint().name()).toList();
      throw new ConfigException(List.of(Text.of("repair.which-vcenter", String.join(", ", names))));
    }
    return found.get(0);
  }
}
