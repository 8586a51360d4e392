// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who is left alone, by reason: each reason once, with everyone whom it holds back below it. */
final class RefusalLines {
  private final Texts texts;

  RefusalLines(Texts texts) {
    this.texts = texts;
  }

  /** One reason, in words: the same for whoever shares a group. */
  private record Reason(String id, String said, Refusal.Answer answer) {}

  /** One who is held back for it. */
  private record Held(PlanTarget target, Refusal refusal) {}

  /** The lines, in the order in which the reasons come up; empty when nobody is refused. */
  List<String> of(List<PlanTarget> refused) {
    Map<Reason, List<Held>> groups = new LinkedHashMap<>();
    for (PlanTarget target : refused) {
      for (Refusal refusal : target.refusals()) {
        Reason reason = new Reason(refusal.id(), texts.say(refusal.text()), refusal.answer());
        groups.computeIfAbsent(reason, r -> new ArrayList<>()).add(new Held(target, refusal));
      }
    }
    List<String> lines = new ArrayList<>();
    groups.forEach((reason, held) -> group(reason, held, lines));
    return lines;
  }

  private void group(Reason reason, List<Held> held, List<String> lines) {
    lines.add("  x " + headline(reason.id(), reason.said()));
    Map<String, String> shared = new TreeMap<>(held.get(0).refusal().evidence());
    held.forEach(one -> shared.entrySet().retainAll(one.refusal().evidence().entrySet()));
    shared.forEach((path, value) -> lines.add("      " + evidence(path, value)));
    answer(reason, held, lines);
    for (Held one : held) {
      lines.add("    " + TargetLines.name(one.target()));
      one.refusal()
          .evidence()
          .forEach(
              (path, value) -> {
                if (!shared.containsKey(path)) {
                  lines.add("        " + evidence(path, value));
                }
              });
    }
  }

  private void answer(Reason reason, List<Held> held, List<String> lines) {
    switch (reason.answer()) {
      case CAN_BE_ACKNOWLEDGED -> {
        List<String> names =
            held.stream()
                .map(one -> one.refusal().answeredBy(one.target().object().ref().moId()))
                .distinct()
                .toList();
        lines.add(
            "      "
                + (names.size() == 1
                    ? texts.say("plan.page.can-acknowledge", reason.id(), names.get(0))
                    : texts.say("plan.page.can-acknowledge-each", reason.id())));
      }
      case ACKNOWLEDGED -> lines.add("      " + texts.say("plan.page.acknowledged"));
      case NEVER -> {
        // Nothing to be said: there is no way past it.
      }
    }
  }

  /** What somebody answered for on a machine that is repaired. */
  String answered(Refusal refusal) {
    StringBuilder block = new StringBuilder("x ");
    block.append(headline(refusal.id(), texts.say(refusal.text())));
    refusal
        .evidence()
        .forEach((path, value) -> block.append("\n    ").append(evidence(path, value)));
    return block.append("\n    ").append(texts.say("plan.page.acknowledged")).toString();
  }

  /** Ids and paths are of no language; so is the colon between them and what is said. */
  private static String headline(String id, String said) {
    return id + ": " + said;
  }

  private static String evidence(String path, String value) {
    return path + " = " + Names.shown(value);
  }
}
