// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.plugin.config.ServiceSettings.ScheduledAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The report folders of a schedule. */
final class Reports {
  private Reports() {}

  /** Removes the reports of audits that are forgotten: files that we wrote, and nothing else. */
  static void forget(ScheduledAudit wanted, List<StoredAudit> forgotten) throws IOException {
    Path place = wanted.reports().toAbsolutePath();
    for (StoredAudit audit : forgotten) {
      Path folder = place.resolve(audit.id());
      if (audit.report().isEmpty()
          || !folder.equals(Path.of(audit.report()))
          || !Files.isDirectory(folder)) {
        continue;
      }
      List<Path> files;
      try (Stream<Path> all = Files.list(folder)) {
        files = all.filter(Files::isRegularFile).toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
      try (Stream<Path> left = Files.list(folder)) {
        if (left.findAny().isPresent()) {
          continue;
        }
      }
      Files.delete(folder);
    }
  }
}
