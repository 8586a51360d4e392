// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.jobs.check.ShellWords;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Texts;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plan as a person reads it before approving it. */
public final class PlanPage {
  private static final int BAR = 20;
  private static final int WIDTH = 96;

  private final Texts texts;
  private final PrintWriter out;

  /** Writes in the language of the texts. */
  public PlanPage(Texts texts, PrintWriter out) {
    this.texts = texts;
    this.out = out;
  }

  /**
   * Writes it.
   *
   * @param approving the command that approves it, but for the reason; null when there is none
   * @param rules ids of the refusals that were judged for each machine
   */
  public void write(PlanFile file, @Nullable String approving, List<String> rules) {
    RepairPlan plan = file.plan();
    head(file);
    refused(plan);
    if (!plan.kind().isAboutHosts()) {
      activity(plan.activity());
    }
    list("plan.page.warnings", plan.warnings());
    repaired(plan);
    if (!plan.repaired().isEmpty()) {
      out.println();
      line("", "plan.page.preconditions", rules.size());
      wrapped(rules);
    }
    if (approving != null && !plan.repaired().isEmpty()) {
      out.println();
      line("", "plan.page.next", new ShellWords(approving));
    }
    out.flush();
  }

  private void refused(RepairPlan plan) {
    if (!plan.refused().isEmpty()) {
      out.println();
      line("", "plan.page.refused");
      new RefusalLines(texts).of(plan.refused()).forEach(out::println);
    }
  }

  private void repaired(RepairPlan plan) {
    List<PlanTarget> repaired = plan.repaired();
    TargetLines lines = new TargetLines(texts, repaired);
    if (!lines.shared().isEmpty()) {
      out.println();
      line("", "plan.page.shared", repaired.size());
      lines.shared().forEach(out::println);
    }
    if (!lines.variants().isEmpty()) {
      out.println();
      lines.variants().forEach(out::println);
    }
    int wave = 0;
    for (PlanTarget target : repaired) {
      if (target.wave() != wave) {
        wave = target.wave();
        out.println();
        line("", "plan.page.wave", wave);
      }
      lines.of(target).forEach(out::println);
    }
  }

  private void head(PlanFile file) {
    RepairPlan plan = file.plan();
    line("", "plan.page.title", texts.say("plan.kind." + plan.kind().label()));
    PlanVCenter vcenter = plan.vcenter();
    line("  ", "plan.page.vcenter", vcenter.name(), vcenter.version(), vcenter.readAt());
    String made =
        plan.planner().startsWith(RepairPlan.TOKEN) ? "plan.page.made-known" : "plan.page.made";
    line("  ", made, plan.planner(), plan.createdAt(), plan.expiresAt());
    line("  ", "plan.page.digest", file.digest());
    line("  ", "plan.page.counts", plan.repaired().size(), plan.refused().size());
    RunLimits limits = plan.limits();
    line(
        "  ",
        "plan.page.limits",
        limits.perHost(),
        limits.perDatastore(),
        limits.perVCenter(),
        limits.stopAfterFailures(),
        limits.waves().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    guests(plan);
    if (plan.window().isOnDemand()) {
      line("  ", "plan.page.no-window");
    } else {
      line("  ", "plan.page.window", WindowText.of(plan.window()), plan.window().zone().getId());
    }
  }

  /** When a machine that was harmed ends the batch; what nobody can tell is said. */
  private void guests(RepairPlan plan) {
    RunLimits.Guests guests = plan.limits().guests();
    boolean stuns = plan.repaired().stream().anyMatch(target -> target.expectedStuns() > 0);
    if (plan.kind().takesSnapshots()) {
      line("  ", "plan.page.stun-limit", guests.longestStun());
    } else if (stuns) {
      line("  ", "plan.page.stun-unknown");
    }
    if (!plan.kind().isAboutHosts()) {
      line("  ", "plan.page.address-limit", guests.addressBack());
    }
  }

  private void activity(SnapshotHours hours) {
    out.println();
    if (hours.since() == null) {
      line("", "plan.page.activity-unknown");
      return;
    }
    line("", "plan.page.activity", hours.zone().getId(), hours.since());
    List<Integer> counts = hours.counts();
    int most = Collections.max(counts);
    if (most == 0) {
      line("  ", "plan.page.activity-none");
      return;
    }
    int from = 0;
    while (from < counts.size()) {
      int count = counts.get(from);
      int to = from;
      while (count == 0 && to + 1 < counts.size() && counts.get(to + 1) == 0) {
        to++;
      }
      String hour = String.format("%02d", from);
      hour = to == from ? hour : hour + String.format("-%02d", to);
      String bar = "#".repeat((count * BAR + most - 1) / most);
      out.println(String.format("  %-5s  %-" + BAR + "s %d", hour, bar, count).stripTrailing());
      from = to + 1;
    }
  }

  private void wrapped(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      if (text.length() > 0 && text.length() + word.length() > WIDTH) {
        out.println("  " + text.toString().stripTrailing());
        text.setLength(0);
      }
      text.append(word).append(' ');
    }
    out.println("  " + text.toString().stripTrailing());
  }

  private void list(String title, List<Text> lines) {
    if (!lines.isEmpty()) {
      out.println();
      line("", title);
      lines.forEach(text -> out.println("  ! " + texts.say(text)));
    }
  }

  private void line(String indent, String key, Object... args) {
    out.println(indent + texts.say(key, args));
  }
}
