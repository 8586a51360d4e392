// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import io.vpreflight.jobs.audit.Eligibility;
import io.vpreflight.jobs.audit.Verdicts;
import io.vpreflight.jobs.audit.VmVerdict;
import io.vpreflight.jobs.text.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many virtual machines got which verdict.
 *
 * @param byVerdict every verdict, also one that none got
 * @param notJudged those that got none
 */
public record VerdictCounts(Map<Eligibility, Integer> byVerdict, int notJudged) {
  /** In the order in which one wants to read them. */
  public static final List<Eligibility> ORDER =
      List.of(
          Eligibility.NOT_ELIGIBLE,
          Eligibility.UNDETERMINED,
          Eligibility.ELIGIBLE_WITH_WARNINGS,
          Eligibility.ELIGIBLE);

  public VerdictCounts {
    byVerdict = Collections.unmodifiableMap(new EnumMap<>(byVerdict));
  }

  /** Counts verdicts. */
  public static VerdictCounts of(Verdicts verdicts) {
    Map<Eligibility, Integer> counts = new EnumMap<>(Eligibility.class);
    ORDER.forEach(verdict -> counts.put(verdict, 0));
    for (VmVerdict vm : verdicts.vms()) {
      counts.merge(vm.verdict(), 1, Integer::sum);
    }
    int others = verdicts.notJudged().values().stream().mapToInt(Integer::intValue).sum();
    return new VerdictCounts(counts, others);
  }

  /** How many got that one. */
  public int of(Eligibility verdict) {
    return byVerdict.getOrDefault(verdict, 0);
  }

  /** The numbers in one sentence, which leaves out what there is none of. */
  public String sentence(Texts texts) {
    List<String> parts = new ArrayList<>();
    for (Eligibility verdict : ORDER) {
      if (of(verdict) > 0) {
        parts.add(texts.say("report.verdicts." + verdict.label(), of(verdict)));
      }
    }
    if (notJudged > 0) {
      parts.add(texts.say("report.verdicts.not-judged", notJudged));
    }
    return texts.say("report.verdicts", String.join(", ", parts));
  }
}
