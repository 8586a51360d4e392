// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;

/**
 * {@code GET /ready}: the store can be read and the timetable runs. Says nothing of what it knows.
 */
final class ReadyResource implements Resource {
  private final ServiceParts parts;

  ReadyResource(ServiceParts parts) {
    this.parts = parts;
  }

  @Override
  public Answer answer(Call call) {
    // A store that cannot be read is told by what is thrown.
    parts.store().audits().list("", 1);
    if (!parts.timetable().isRunning()) {
      throw new Problem(503, Text.of("http.not-ready"));
    }
    return Answer.text(200, Answer.JSON, "{\"status\":\"ready\"}\n");
  }
}
