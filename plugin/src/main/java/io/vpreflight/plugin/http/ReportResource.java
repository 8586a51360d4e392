// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.store.Audits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * {@code GET /api/v1/audits/{id}/reports/{name}}: a report file as it is. It is to be kept, not to
 * be shown: no browser runs anything of it under this address.
 */
final class ReportResource implements Resource {
  private static final Map<String, String> TYPES =
      Map.of(
          "csv", "text/csv; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "json", "application/json",
          "text", "text/plain; charset=utf-8");

  private final History history;

  ReportResource(History history) {
    this.history = history;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only();
    Audits.Entry entry = history.audit(call.part("id")).orElseThrow(Problem::notFound);
    String name = call.part("name");
    // Looked up among the files that are there: a name never becomes a path.
    Path file = ReportFolder.of(entry.audit()).get(name);
    if (file == null) {
      throw Problem.notFound();
    }
    String end = name.substring(name.lastIndexOf(".") + 1);
    return Answer.file(
        file,
        Map.of(
            "Content-Type",
            TYPES.getOrDefault(end, "application/octet-stream"),
            "Content-Disposition",
            "attachment; filename=\"" + name + "\""));
  }
}
