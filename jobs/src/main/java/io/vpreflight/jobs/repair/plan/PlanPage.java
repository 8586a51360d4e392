// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.jobs.check.Bytes;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Names;
import io.vpreflight.jobs.text.Texts;
import java.io.PrintWriter;
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
    if (!plan.kind().isAboutHosts()) {
      activity(plan.activity());
    }
    list("plan.page.warnings", plan.warnings());
    int wave = 0;
    for (PlanTarget target : plan.repaired()) {
      if (target.wave() != wave) {
        wave = target.wave();
        out.println();
        line("", "plan.page.wave", wave);
      }
      target(target);
    }
    if (!plan.repaired().isEmpty()) {
      out.println();
      line("", "plan.page.preconditions", rules.size());
      wrapped(rules);
    }
    if (!plan.refused().isEmpty()) {
      out.println();
      line("", "plan.page.refused");
      plan.refused().forEach(this::target);
    }
    if (approving != null && !plan.repaired().isEmpty()) {
      out.println();
      line("", "plan.page.next", approving);
    }
    out.flush();
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
    int most = hours.counts().stream().mapToInt(Integer::intValue).max().orElse(0);
    for (int hour = 0; hour < hours.counts().size() && most > 0; hour++) {
      int count = hours.counts().get(hour);
      String bar = "#".repeat((count * BAR + most - 1) / most);
      out.println(String.format("  %02d  %-" + BAR + "s %d", hour, bar, count).stripTrailing());
    }
  }

  private void target(PlanTarget target) {
    String path = Names.shown(target.object().path()) + "/" + Names.shown(target.object().name());
    out.println("  " + path + "  " + Names.shown(target.object().ref().moId()));
    for (Refusal refusal : target.refusals()) {
      refusal(target, refusal);
    }
    if (target.isRefused()) {
      return;
    }
    Baseline baseline = target.baseline();
    if (baseline.ofHost() == null) {
      machine(baseline);
    } else {
      host(baseline, baseline.ofHost());
    }
    out.println("    " + texts.say("plan.page.steps"));
    target.steps().forEach(this::step);
    target.datastores().forEach(this::room);
    for (PlanDisk disk : baseline.disks()) {
      if (disk.excluded() != null) {
        line("    ", "plan.page.disk-excluded", disk.label(), disk.excluded());
      }
    }
    Privileges privileges = target.privileges();
    if (privileges.missing() != null && privileges.missing().isEmpty()) {
      line("    ", "plan.page.privileges", String.join(", ", privileges.wanted()));
    }
    target.warnings().forEach(warning -> out.println("    ! " + texts.say(warning)));
  }

  private void machine(Baseline baseline) {
    line(
        "    ",
        "plan.page.baseline",
        texts.say("plan.page.value." + value(baseline.changeTrackingEnabled())),
        orUnset(baseline.powerState()),
        orUnset(baseline.changeVersion()));
    line(
        "    ",
        "plan.page.state",
        texts.say("plan.page.needed." + value(baseline.consolidationNeeded())),
        baseline.snapshots().size(),
        baseline.disks().size());
  }

  private void host(Baseline baseline, Baseline.OfHost host) {
    line(
        "    ",
        "plan.page.host",
        orUnset(host.connectionState()),
        orUnset(baseline.powerState()),
        texts.say("plan.page.value." + value(host.inMaintenanceMode())));
  }

  private String orUnset(@Nullable String value) {
    return value == null ? texts.say("plan.page.value.unset") : value;
  }

  private static String value(@Nullable Boolean flag) {
    return flag == null ? "unset" : flag.toString();
  }

  private void step(PlanStep step) {
    String about = step.about() == null ? "" : " " + Names.shown(step.about());
    String action =
        step.action() == StepAction.POWER_ON && step.about() != null
            ? "power-on-unless"
            : step.action().label();
    String stun = step.stuns() ? "  (" + texts.say("plan.step.stun") + ")" : "";
    out.println(
        String.format("      %-5s ", step.id()) + texts.say("plan.step." + action) + about + stun);
  }

  private void room(DatastoreNeed need) {
    if (need.takenBytes() == 0) {
      return; // It makes and merges nothing there.
    }
    if (need.freeBytes() == null) {
      line("    ", "plan.page.space-unknown", need.name());
    } else {
      line(
          "    ",
          "plan.page.space",
          need.name(),
          new Bytes(need.freeBytes()),
          new Bytes(need.neededBytes()),
          new Bytes(need.takenBytes()),
          new Bytes(need.reserveBytes()),
          DatastoreNeed.RESERVE_PERCENT);
    }
  }

  private void refusal(PlanTarget target, Refusal refusal) {
    out.println("    x " + refusal.id() + ": " + texts.say(refusal.text()));
    refusal
        .evidence()
        .forEach((path, value) -> out.println("        " + path + " = " + Names.shown(value)));
    switch (refusal.answer()) {
      case CAN_BE_ACKNOWLEDGED ->
          line(
              "        ",
              "plan.page.can-acknowledge",
              refusal.id(),
              refusal.answeredBy(target.object().ref().moId()));
      case ACKNOWLEDGED -> line("        ", "plan.page.acknowledged");
      case NEVER -> {
        // Nothing to be said: there is no way past it.
      }
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
