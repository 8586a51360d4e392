// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.HistoryJson;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.text.Texts;
import java.io.IOException;
import java.util.List;

/** {@code GET /api/v1/audits/{id}}: one audit, and the names of its reports. */
final class AuditResource implements Resource {
  private final History history;
  private final Texts texts;

  /**
   * Of that history.
   *
   * @param texts in which is said why an audit is not whole
   */
  AuditResource(History history, Texts texts) {
    this.history = history;
    this.texts = texts;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only();
    Audits.Entry entry = history.audit(call.part("id")).orElseThrow(Problem::notFound);
    List<String> reports = List.copyOf(ReportFolder.of(entry.audit()).keySet());
    return Answer.json(200, out -> HistoryJson.audit(entry, reports, texts, out));
  }
}
