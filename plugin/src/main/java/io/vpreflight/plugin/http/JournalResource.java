// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.JournalPages;
import io.vpreflight.jobs.service.Page;
import io.vpreflight.jobs.store.JournalLine;
import java.io.IOException;

/** {@code GET /api/v1/journal}: what was done, the oldest first. */
final class JournalResource implements Resource {
  private static final int USUAL = 100;
  private static final int MOST = 500;

  private final JournalPages journal;

  JournalResource(JournalPages journal) {
    this.journal = journal;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only("operation", "limit", "after");
    int limit = call.limit(USUAL, MOST);
    String operation = call.query("operation");
    Text problem = journal.problem(operation);
    if (problem != null) {
      throw new Problem(400, problem);
    }
    Page<JournalLine> page = journal.lines(operation, call.queryOrNull("after"), limit);
    return Answer.json(200, out -> JournalPages.write(page, out));
  }
}
