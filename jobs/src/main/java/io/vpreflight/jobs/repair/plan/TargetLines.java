// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plan does to each of its objects: what is the same for all of them once, then what is not.
 * Blocks are compared as they are said, so that nothing can be left out that differs to the eye.
 */
final class TargetLines {
  private final Texts texts;
  private final Map<PlanTarget, List<String>> blocks = new LinkedHashMap<>();
  private final Map<String, Integer> users = new LinkedHashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Set<String> shared = new LinkedHashSet<>();

  /** For those that are repaired, in their order. */
  TargetLines(Texts texts, List<PlanTarget> repaired) {
    this.texts = texts;
    for (PlanTarget target : repaired) {
      blocks.put(target, blocks(target));
      users.merge(steps(target), 1, Integer::sum);
    }
    if (repaired.size() > 1) {
      shared.addAll(blocks(repaired.get(0)));
      blocks.values().forEach(shared::retainAll);
      users.forEach(
          (steps, count) -> {
            if (count > 1) {
              numbers.put(steps, numbers.size() + 1);
            }
          });
    }
  }

  /** Path, name and moId, as every line has it that names an object. */
  static String name(PlanTarget target) {
    return Names.shown(target.object().path())
        + "/"
        + Names.shown(target.object().name())
        + "  "
        + Names.shown(target.object().ref().moId());
  }

  /** What is said once for all of them; empty when nothing is. */
  List<String> shared() {
    List<String> lines = new ArrayList<>();
    shared.forEach(block -> add("  ", block, lines));
    users.forEach(
        (steps, count) -> {
          if (numbers.containsKey(steps) && users.size() == 1) {
            lines.add("  " + texts.say("plan.page.steps"));
            add("  ", steps, lines);
          }
        });
    return lines;
  }

  /** Steps that several have, but not all, each with its number; empty when there are none. */
  List<String> variants() {
    List<String> lines = new ArrayList<>();
    users.forEach(
        (steps, count) -> {
          Integer number = numbers.get(steps);
          if (number != null && users.size() > 1) {
            lines.add(texts.say("plan.page.steps-several", number, count, blocks.size()));
            add("", steps, lines);
          }
        });
    return lines;
  }

  /** Of one of them, what is not said once for all. */
  List<String> of(PlanTarget target) {
    List<String> lines = new ArrayList<>();
    lines.add("  " + name(target));
    for (String block : blocks.getOrDefault(target, List.of())) {
      if (!shared.contains(block)) {
        add("    ", block, lines);
      }
    }
    String steps = steps(target);
    Integer number = numbers.get(steps);
    if (number == null) {
      lines.add("    " + texts.say("plan.page.steps"));
      add("    ", steps, lines);
    } else if (users.size() > 1) {
      lines.add("    " + texts.say("plan.page.steps-as", number));
    }
    return lines;
  }

  private static void add(String indent, String block, List<String> lines) {
    block.lines().forEach(line -> lines.add(indent + line));
  }

  private List<String> blocks(PlanTarget target) {
    List<String> said = new ArrayList<>();
    RefusalLines refusals = new RefusalLines(texts);
    target.refusals().forEach(refusal -> said.add(refusals.answered(refusal)));
    Baseline baseline = target.baseline();
    if (baseline.ofHost() == null) {
      machine(baseline, said);
    } else {
      host(baseline, baseline.ofHost(), said);
    }
    target.datastores().forEach(need -> room(need, said));
    for (PlanDisk disk : baseline.disks()) {
      if (disk.excluded() != null) {
        said.add(texts.say("plan.page.disk-excluded", disk.label(), disk.excluded()));
      }
    }
    Privileges privileges = target.privileges();
    if (privileges.missing() != null && privileges.missing().isEmpty()) {
      said.add(texts.say("plan.page.privileges", String.join(", ", privileges.wanted())));
    }
    target.warnings().forEach(warning -> said.add("! " + texts.say(warning)));
    return Collections.unmodifiableList(said);
  }

  private void machine(Baseline baseline, List<String> said) {
    said.add(
        texts.say(
            "plan.page.baseline",
            texts.say("plan.page.value." + value(baseline.changeTrackingEnabled())),
            orUnset(baseline.powerState()),
            orUnset(baseline.changeVersion())));
    said.add(
        texts.say(
            "plan.page.state",
            texts.say("plan.page.needed." + value(baseline.consolidationNeeded())),
            baseline.snapshots().size(),
            baseline.disks().size()));
  }

  private void host(Baseline baseline, Baseline.OfHost host, List<String> said) {
    said.add(
        texts.say(
            "plan.page.host",
            orUnset(host.connectionState()),
            orUnset(baseline.powerState()),
            texts.say("plan.page.value." + value(host.inMaintenanceMode()))));
  }

  private String orUnset(@Nullable String value) {
    return value == null ? texts.say("plan.page.value.unset") : value;
  }

  private static String value(@Nullable Boolean flag) {
    return flag == null ? "unset" : flag.toString();
  }

  private String steps(PlanTarget target) {
    List<String> lines = new ArrayList<>();
    for (PlanStep step : target.steps()) {
      String about = step.about() == null ? "" : " " + Names.shown(step.about());
      String action =
          step.action() == StepAction.POWER_ON && step.about() != null
              ? "power-on-unless"
              : step.action().label();
      String stun = step.stuns() ? "  (" + texts.say("plan.step.stun") + ")" : "";
      String id = String.format("  %-5s ", step.id());
      lines.add(id + texts.say("plan.step." + action) + about + stun);
    }
    return String.join("\n", lines);
  }

  private void room(DatastoreNeed need, List<String> said) {
    if (need.takenBytes() == 0) {
      return; // It makes and merges nothing there.
    }
    if (need.freeBytes() == null) {
      said.add(texts.say("plan.page.space-unknown", need.name()));
    } else {
      said.add(
          texts.say(
              "plan.page.space",
              need.name(),
              new Bytes(need.freeBytes()),
              new Bytes(need.neededBytes()),
              new Bytes(need.takenBytes()),
              new Bytes(need.reserveBytes()),
              DatastoreNeed.RESERVE_PERCENT));
    }
  }
}
