// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.FailedSource;
import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.audit.Scope;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A whole audit in a sentence: how much was read, and how much was found. */
public final class Headline {
  private Headline() {}

  /** How much was read and found, or that nothing was read. */
  public static String of(Audit audit, Texts texts) {
    if (audit.readNothing()) {
      return nothingRead(audit, texts);
    }
    List<String> counts = new ArrayList<>();
    for (var found : audit.bySeverity().entrySet()) {
      Severity severity = found.getKey();
      counts.add(texts.say("report.count." + severity.label(), found.getValue()));
    }
    if (counts.isEmpty()) {
      counts.add(texts.say("report.count.none"));
    }
    counts.add(texts.say("report.undetermined", audit.undetermined().size()));
    int failed = audit.failed().size();
    return texts.say(
            "report.read", audit.estate().scenes().size(), MachineCounts.of(audit).total(), failed)
        + " "
        + texts.say("report.found", String.join(", ", counts));
  }

  /** Which objects were asked about; empty when all of them were. */
  public static String of(Scope scope, Texts texts) {
    List<String> said = new ArrayList<>();
    if (!scope.include().isEmpty()) {
      said.add(texts.say("report.scope.include", patterns(scope.include())));
    }
    if (!scope.exclude().isEmpty()) {
      said.add(texts.say("report.scope.exclude", patterns(scope.exclude())));
    }
    return String.join(" ", said);
  }

  private static String patterns(List<Pattern> patterns) {
    return patterns.stream().map(Pattern::toString).collect(Collectors.joining(", "));
  }

  /** That nothing was read, and of which vCenters; only where that is so. */
  public static String nothingRead(Audit audit, Texts texts) {
    String names =
        audit.failed().stream().map(FailedSource::name).collect(Collectors.joining(", "));
    return texts.say("report.nothing-read", names);
  }
}
