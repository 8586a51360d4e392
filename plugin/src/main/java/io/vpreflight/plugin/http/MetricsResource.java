// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.metrics.RepairTally;
import io.vpreflight.jobs.metrics.ServiceFacts;
import io.vpreflight.jobs.metrics.ServiceMetrics;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.store.FindingQuery;
import io.vpreflight.jobs.store.Reading;
import java.util.List;

/** {@code GET /metrics}: what is kept and what was measured, for Prometheus. Asks no vCenter. */
final class MetricsResource implements Resource {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final ServiceParts parts;
  private final RepairTally repairs;

  MetricsResource(ServiceParts parts) {
    this.parts = parts;
    repairs = new RepairTally(parts.store().journal());
  }

  @Override
  public Answer answer(Call call) {
    List<String> named = parts.vcenters().get();
    List<Reading> readings =
        parts.store().readings().list().stream()
            .filter(one -> named.contains(one.vcenter()))
            .toList();
    var open =
        parts
            .history()
            .findings(FindingQuery.of("", FindingQuery.State.OPEN), null, History.ALL)
            .rows();
    ServiceFacts facts =
        new ServiceFacts(
            parts.version(),
            parts.schedules().list(),
            readings,
            open,
            parts.store().machines().list(),
            repairs.counts(),
            parts.live().get(),
            parts.requests().counts(named));
    return Answer.text(200, TYPE, ServiceMetrics.text(facts));
  }
}
