// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.JournalPages;
import io.vpreflight.jobs.store.Verification;
import java.io.IOException;

/** {@code GET /api/v1/journal/verification}: whether the journal can be trusted. */
final class VerificationResource implements Resource {
  private final JournalPages journal;

  VerificationResource(JournalPages journal) {
    this.journal = journal;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only();
    Verification verification = verify();
    return Answer.json(200, out -> JournalPages.write(verification, call.texts(), out));
  }

  // Every line is read: one at a time, however many ask.
  private synchronized Verification verify() {
    return journal.verify();
  }
}
