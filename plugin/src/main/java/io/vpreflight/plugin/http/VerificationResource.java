// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.JournalPages;
import io.vpreflight.jobs.store.Verification;
import io.vpreflight.jobs.text.Texts;
import java.io.IOException;

/** {@code GET /api/v1/journal/verification}: whether the journal can be trusted. */
final class VerificationResource implements Resource {
  private final JournalPages journal;
  private final Texts texts;

  /**
   * Of that journal.
   *
   * @param texts in which is said what is wrong with it
   */
  VerificationResource(JournalPages journal, Texts texts) {
    this.journal = journal;
    this.texts = texts;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only();
    Verification verification = verify();
    return Answer.json(200, out -> JournalPages.write(verification, texts, out));
  }

  // Every line is read: one at a time, however many ask.
  private synchronized Verification verify() {
    return journal.verify();
  }
}
