// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.BaselineBook;
import io.vpreflight.jobs.service.NotKept;
import java.io.IOException;

/** {@code GET /api/v1/baselines}: what the next audit of each schedule compares with. */
final class BaselinesResource implements Resource {
  private final BaselineBook book;

  BaselinesResource(BaselineBook book) {
    this.book = book;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only("schedule");
    BaselineBook.Kept kept = list(call.query("schedule"));
    return Answer.json(200, out -> BaselineBook.write(kept, out));
  }

  // Whole captures are read that nobody has read before: once, however many ask.
  private synchronized BaselineBook.Kept list(String schedule) throws IOException {
    try {
      return book.list(schedule);
    } catch (NotKept e) {
      throw new Problem(400, e.problem());
    }
  }
}
