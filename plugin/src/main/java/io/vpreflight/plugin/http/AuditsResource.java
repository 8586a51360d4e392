// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.HistoryJson;
import io.vpreflight.jobs.service.Page;
import io.vpreflight.jobs.store.Audits;
import java.io.IOException;

/** {@code GET /api/v1/audits}: what the schedules have done, the newest first. */
final class AuditsResource implements Resource {
  private static final int USUAL = 20;
  private static final int MOST = 500;

  private final History history;

  AuditsResource(History history) {
    this.history = history;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only("schedule", "limit", "after");
    int limit = call.limit(USUAL, MOST);
    Page<Audits.Entry> page =
        history.audits(call.schedule(history), call.queryOrNull("after"), limit);
    return Answer.json(200, out -> HistoryJson.audits(page, call.texts(), out));
  }
}
