// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.BaselineBook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * {@code GET /api/v1/baselines/{name}/{vcenter}}: what the last whole audit of a schedule read of a
 * vCenter, as a capture.
 */
final class BaselineResource implements Resource {
  private final BaselineBook book;

  BaselineResource(BaselineBook book) {
    this.book = book;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only();
    String schedule = call.part("name");
    // Looked up among those that are there: a name never becomes a path.
    if (book.schedules().contains(schedule)) {
      String wanted = call.part("vcenter") + BaselineBook.SUFFIX;
      for (Path file : book.files(schedule)) {
        String name = file.getFileName().toString();
        if (name.equals(wanted)) {
          return Answer.file(
              file,
              Map.of(
                  "Content-Type",
                  "application/octet-stream",
                  "Content-Disposition",
                  "attachment; filename=\"" + name + "\""));
        }
      }
    }
    throw Problem.notFound();
  }
}
