// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.audit;

import io.vpreflight.jobs.report.diff.PastAudit;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.KeptAudits;
import io.vpreflight.jobs.service.NotKept;
import io.vpreflight.plugin.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Reports in JSON, by their file or by the id of an audit of the service. */
public final class KeptReports {
  private KeptReports() {}

  /** True when that is a file, or a folder of reports. */
  public static boolean isFile(String said) {
    try {
      return Files.exists(Path.of(said));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * What the report says that a file is, or that lies in a folder.
   *
   * @throws ConfigException when it is not there, or is none
   */
  public static PastAudit read(String said) throws IOException {
    Path path = Path.of(said);
    try {
      return KeptAudits.read(Files.isDirectory(path) ? path.resolve(KeptAudits.REPORT) : path);
    } catch (NotKept e) {
      throw new ConfigException(List.of(e.problem()));
    }
  }

  /**
   * What the report of an audit of the service says.
   *
   * @throws ConfigException when no such audit is known, or its report is not there
   */
  public static PastAudit of(History history, String id) throws IOException {
    try {
      return new KeptAudits(history).audit(id);
    } catch (NotKept e) {
      throw new ConfigException(List.of(e.problem()));
    }
  }
}
