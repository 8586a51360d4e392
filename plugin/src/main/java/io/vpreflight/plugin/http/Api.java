// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.JournalPages;
import io.vpreflight.jobs.service.KeptAudits;
import io.vpreflight.jobs.service.ScheduleDesk;
import io.vpreflight.jobs.service.ScheduleDesk.Action;
import io.vpreflight.jobs.service.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every address of the service; {@code docs/openapi.yaml} is its contract. */
final class Api {
  static final String ROOT = "/api/v1";

  private static final Set<Scope> NONE = Set.of();
  private static final Set<Scope> READ = Set.of(Scope.READ);
  private static final Set<Scope> ADMIN = Set.of(Scope.ADMIN);

  /** Whoever has a part in a plan may read it, and may have it stopped. */
  private static final Set<Scope> PART = Set.of(Scope.PLAN, Scope.APPROVE, Scope.EXECUTE);

  private static final Set<Scope> SEES =
      Set.of(Scope.READ, Scope.PLAN, Scope.APPROVE, Scope.EXECUTE);

  private Api() {}

  /** The routes, in the order of the contract. */
  static List<Route> routes(ServiceParts parts, boolean metricsOpen) {
    List<Route> routes = new ArrayList<>(audits(parts, metricsOpen));
    routes.addAll(repairs(parts));
    return List.copyOf(routes);
  }

  private static List<Route> audits(ServiceParts parts, boolean metricsOpen) {
    ScheduleDesk desk = parts.schedules();
    TokenResources tokens = new TokenResources(parts.tokens());
    Once once = new Once(parts.clock());
    String schedule = ROOT + "/schedules/{name}";
    String audit = ROOT + "/audits/{id}";
    return List.of(
        new Route("GET", "/", NONE, new RootResource()),
        new Route("GET", "/health", NONE, new HealthResource(parts)),
        new Route("GET", "/ready", NONE, new ReadyResource(parts)),
        new Route("GET", "/metrics", metricsOpen ? NONE : READ, new MetricsResource(parts)),
        new Route("GET", ROOT, READ, new IndexResource(parts.version())),
        new Route("GET", ROOT + "/vcenters", READ, new VCentersResource(parts)),
        new Route("GET", ROOT + "/schedules", READ, new SchedulesResource(desk)),
        new Route("GET", schedule, READ, new ScheduleResource(desk)),
        new Route(
            "POST",
            schedule + "/run",
            ADMIN,
            once.each(new ScheduleActionResource(desk, Action.RUN))),
        new Route(
            "POST", schedule + "/pause", ADMIN, new ScheduleActionResource(desk, Action.PAUSE)),
        new Route(
            "POST", schedule + "/resume", ADMIN, new ScheduleActionResource(desk, Action.RESUME)),
        new Route("GET", ROOT + "/audits", READ, new AuditsResource(parts.history())),
        new Route("GET", audit, READ, new AuditResource(parts.history())),
        new Route("GET", audit + "/reports/{name}", READ, new ReportResource(parts.history())),
        new Route("GET", ROOT + "/diff", READ, new DiffResource(new KeptAudits(parts.history()))),
        new Route("GET", ROOT + "/baselines", READ, new BaselinesResource(parts.baselines())),
        new Route(
            "GET",
            ROOT + "/baselines/{name}/{vcenter}",
            READ,
            new BaselineResource(parts.baselines())),
        new Route("GET", ROOT + "/findings", READ, new FindingsResource(parts.history())),
        new Route("POST", ROOT + "/reload", ADMIN, new ReloadResource(parts.reloading())),
        new Route("GET", ROOT + "/tokens", ADMIN, tokens::list),
        new Route("POST", ROOT + "/tokens", ADMIN, tokens::create),
        new Route("DELETE", ROOT + "/tokens/{name}", ADMIN, tokens::revoke));
  }

  private static List<Route> repairs(ServiceParts parts) {
    PlanResources plans = new PlanResources(parts.repairs(), parts.clock());
    RunResources runs = new RunResources(parts.repairs(), parts.store().journal());
    JournalPages journal = new JournalPages(parts.store().journal());
    Once once = new Once(parts.clock());
    String plan = ROOT + "/plans/{digest}";
    Set<Scope> execute = Set.of(Scope.EXECUTE);
    return List.of(
        new Route("GET", ROOT + "/plans", SEES, plans::list),
        new Route("POST", ROOT + "/plans", Set.of(Scope.PLAN), plans::create),
        new Route("GET", plan, SEES, plans::show),
        new Route("POST", plan + "/approval", Set.of(Scope.APPROVE), once.each(plans::approve)),
        new Route("GET", plan + "/run", SEES, runs::state),
        new Route("POST", plan + "/run", execute, runs::run),
        new Route("POST", plan + "/resumption", execute, runs::resume),
        new Route("POST", plan + "/cancellation", PART, runs::cancel),
        new Route("GET", ROOT + "/journal", READ, new JournalResource(journal)),
        new Route("GET", ROOT + "/journal/verification", READ, new VerificationResource(journal)));
  }
}
