// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.HistoryJson;
import io.vpreflight.jobs.store.Audits;
import java.io.IOException;
import java.util.List;

/** {@code GET /api/v1/audits/{id}}: one audit, and the names of its reports. */
final class AuditResource implements Resource {
  private final History history;

  AuditResource(History history) {
    this.history = history;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only();
    Audits.Entry entry = history.audit(call.part("id")).orElseThrow(Problem::notFound);
    List<String> reports = List.copyOf(ReportFolder.of(entry.audit()).keySet());
    return Answer.json(200, out -> HistoryJson.audit(entry, reports, call.texts(), out));
  }
}
