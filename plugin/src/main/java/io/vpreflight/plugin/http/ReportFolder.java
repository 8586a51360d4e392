// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.store.StoredAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The report files of an audit. */
final class ReportFolder {
  private ReportFolder() {}

  /** By name; empty when there are none, or none any more. Links are none of ours. */
  static Map<String, Path> of(StoredAudit audit) throws IOException {
    Map<String, Path> found = new TreeMap<>();
    if (audit.report().isEmpty() || !Files.isDirectory(Path.of(audit.report()))) {
      return found;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(audit.report()))) {
      files = all.toList();
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (!name.startsWith(".") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        found.put(name, file);
      }
    }
    return found;
  }
}
