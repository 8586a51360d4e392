// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.diff.AuditDiff;
import io.vpreflight.jobs.report.diff.DiffJson;
import io.vpreflight.jobs.service.KeptAudits;
import io.vpreflight.jobs.service.NotKept;
import java.io.IOException;

/** {@code GET /api/v1/diff}: what changed from one audit to another. */
final class DiffResource implements Resource {
  private final KeptAudits audits;

  DiffResource(KeptAudits audits) {
    this.audits = audits;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only("from", "to", "schedule");
    String from = call.query("from");
    String to = call.query("to");
    String schedule = call.query("schedule");
    boolean two = !from.isEmpty() && !to.isEmpty() && schedule.isEmpty();
    boolean newest = from.isEmpty() && to.isEmpty() && !schedule.isEmpty();
    if (!two && !newest) {
      throw new Problem(400, Text.of("http.bad-diff"));
    }
    AuditDiff diff = two ? between(from, to) : newest(schedule);
    return Answer.json(200, out -> DiffJson.write(diff, out));
  }

  // Two whole reports are held meanwhile: one at a time, however many ask.
  private synchronized AuditDiff between(String from, String to) throws IOException {
    try {
      return audits.diff(from, to);
    } catch (NotKept e) {
      throw new Problem(400, e.problem());
    }
  }

  private synchronized AuditDiff newest(String schedule) throws IOException {
    try {
      return audits.newest(schedule);
    } catch (NotKept e) {
      throw new Problem(400, e.problem());
    }
  }
}
