// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.diff.PastAudit;
import io.vpreflight.jobs.report.diff.PastAudits;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.plugin.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Reports in JSON, by their file or by the id of an audit of the service. */
final class KeptReports {
  private static final String REPORT = "report.json";

  private KeptReports() {}

  /** True when that is a file, or a folder of reports. */
  static boolean isFile(String said) {
    try {
      return Files.exists(Path.of(said));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The report that a file is, or that lies in a folder. */
  static Path file(String said) {
    Path path = Path.of(said);
    return Files.isDirectory(path) ? path.resolve(REPORT) : path;
  }

  /**
   * The report of an audit of the service.
   *
   * @throws ConfigException when no such audit is known
   */
  static Path of(History history, String id) {
    return history
        .audit(id)
        .map(KeptReports::of)
        .orElseThrow(() -> new ConfigException(List.of(Text.of("config.diff.no-such-audit", id))));
  }

  /** The same, of one that is known. */
  static Path of(Audits.Entry audit) {
    return Path.of(audit.audit().report()).resolve(REPORT);
  }

  /**
   * What such a report says.
   *
   * @throws ConfigException when it is not there, or is none
   */
  static PastAudit read(Path report) throws IOException {
    if (!Files.isRegularFile(report)) {
      throw new ConfigException(List.of(Text.of("config.diff.no-report", report.toString())));
    }
    PastAudit audit = PastAudits.read(report);
    if (audit == null) {
      throw new ConfigException(List.of(Text.of("config.bad-report", report.toString())));
    }
    return audit;
  }
}
