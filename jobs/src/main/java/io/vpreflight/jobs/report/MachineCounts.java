// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.report;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.audit.UndeterminedResult;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The virtual machines of an audit, each counted once, by the worst that is said of it.
 *
 * @param total all of them, templates included
 * @param bad with an error or a critical finding
 * @param warned with a warning and nothing worse
 * @param unsure neither, but something about them could not be known
 * @param sound none of these
 */
public record MachineCounts(int total, int bad, int warned, int unsure, int sound) {

  /** Counts the machines of an audit. */
  public static MachineCounts of(Audit audit) {
    Map<ObjectRef, Severity> worst = new HashMap<>();
    for (Finding finding : audit.findings()) {
      if (isMachine(finding.object())) {
        worst.merge(finding.object(), finding.severity(), (a, b) -> a.atLeast(b) ? a : b);
      }
    }
    int total =
        audit.estate().scenes().stream()
            .mapToInt(scene -> scene.inventory().virtualMachines().size())
            .sum();
    int bad = (int) worst.values().stream().filter(s -> s.atLeast(Severity.ERROR)).count();
    int warned = (int) worst.values().stream().filter(s -> s == Severity.WARNING).count();
    Set<ObjectRef> unsure = new HashSet<>();
    for (UndeterminedResult unknown : audit.undetermined()) {
      Severity severity = worst.get(unknown.object());
      if (isMachine(unknown.object())
          && (severity == null || !severity.atLeast(Severity.WARNING))) {
        unsure.add(unknown.object());
      }
    }
    return new MachineCounts(
        total, bad, warned, unsure.size(), Math.max(0, total - bad - warned - unsure.size()));
  }

  /** The machines in one sentence, which leaves out what there is none of. */
  public String sentence(Texts texts) {
    String parts =
        Stream.of(
                part(texts, "report.machines.bad", bad),
                part(texts, "report.machines.warned", warned),
                part(texts, "report.machines.unsure", unsure),
                part(texts, "report.machines.sound", sound))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    return texts.say("report.machines", total, parts);
  }

  private static String part(Texts texts, String key, int count) {
    return count == 0 ? "" : texts.say(key, count);
  }

  private static boolean isMachine(ObjectRef object) {
    return object.ref().type().equals("VirtualMachine");
  }
}
