// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.ScheduleDesk;
import io.vpreflight.jobs.service.ScheduleDesk.Action;
import io.vpreflight.jobs.service.Scope;
import java.util.List;

/** Every address of the service; {@code docs/openapi.yaml} is its contract. */
final class Api {
  static final String ROOT = "/api/v1";

  private Api() {}

  /** The routes, in the order of the contract. */
  static List<Route> routes(ServiceParts parts, boolean metricsOpen) {
    ScheduleDesk desk = parts.schedules();
    TokenResources tokens = new TokenResources(parts.tokens());
    Once once = new Once(parts.clock());
    String schedule = ROOT + "/schedules/{name}";
    String audit = ROOT + "/audits/{id}";
    return List.of(
        new Route("GET", "/health", null, new HealthResource()),
        new Route("GET", "/ready", null, new ReadyResource(parts)),
        new Route("GET", "/metrics", metricsOpen ? null : Scope.READ, new MetricsResource(parts)),
        new Route("GET", ROOT, Scope.READ, new IndexResource(parts.version())),
        new Route("GET", ROOT + "/vcenters", Scope.READ, new VCentersResource(parts)),
        new Route("GET", ROOT + "/schedules", Scope.READ, new SchedulesResource(desk)),
        new Route("GET", schedule, Scope.READ, new ScheduleResource(desk)),
        new Route(
            "POST",
            schedule + "/run",
            Scope.ADMIN,
            once.each(new ScheduleActionResource(desk, Action.RUN))),
        new Route(
            "POST",
            schedule + "/pause",
            Scope.ADMIN,
            new ScheduleActionResource(desk, Action.PAUSE)),
        new Route(
            "POST",
            schedule + "/resume",
            Scope.ADMIN,
            new ScheduleActionResource(desk, Action.RESUME)),
        new Route("GET", ROOT + "/audits", Scope.READ, new AuditsResource(parts.history())),
        new Route("GET", audit, Scope.READ, new AuditResource(parts.history())),
        new Route(
            "GET", audit + "/reports/{name}", Scope.READ, new ReportResource(parts.history())),
        new Route("GET", ROOT + "/findings", Scope.READ, new FindingsResource(parts.history())),
        new Route("GET", ROOT + "/tokens", Scope.ADMIN, tokens::list),
        new Route("POST", ROOT + "/tokens", Scope.ADMIN, tokens::create),
        new Route("DELETE", ROOT + "/tokens/{name}", Scope.ADMIN, tokens::revoke));
  }
}
