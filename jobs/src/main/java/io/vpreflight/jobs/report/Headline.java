// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.FailedSource;
import io.vpreflight.jobs.text.Texts;
import java.util.stream.Collectors;

/** A whole audit in a sentence. */
public final class Headline {
  private Headline() {}

  /** That nothing was read, and of which vCenters; only where that is so. */
  public static String nothingRead(Audit audit, Texts texts) {
    String names =
        audit.failed().stream().map(FailedSource::name).collect(Collectors.joining(", "));
    return texts.say("report.nothing-read", names);
  }
}
