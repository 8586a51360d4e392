// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.repair;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.InstallationAnswers;
import io.vpreflight.jobs.repair.plan.PlanException;
import io.vpreflight.jobs.repair.plan.PlanOptions;
import io.vpreflight.jobs.repair.plan.RepairKind;
import io.vpreflight.jobs.repair.plan.RunLimits;
import io.vpreflight.jobs.repair.plan.Window;
import io.vpreflight.jobs.repair.plan.WindowText;
import io.vpreflight.jobs.repair.runbook.RunbookKind;
import io.vpreflight.plugin.config.AuditDraft;
import io.vpreflight.plugin.config.Spans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to be planned, and how boldly, as somebody says it: by flags, or over HTTP. Filled once,
 * by one thread, and checked before anything else is asked of it.
 */
public final class PlanWish {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(GiB|TiB)");

  /** Names of virtual machines. */
  public List<String> vm = new ArrayList<>();

  /** Names of hosts. */
  public List<String> host = new ArrayList<>();

  /** Checks: what they find is meant. */
  public List<String> check = new ArrayList<>();

  /** A report, or the id of an audit that the service keeps; null when none was named. */
  public @Nullable String fromAudit;

  /** Which repair. */
  public String kind = "";

  /** When it may run; empty for whenever it is told to. */
  public String window = "";

  /** The time zone of that. */
  public String zone = ZoneId.systemDefault().getId();

  /** {@code REFUSAL=VM}, or an answer about another installation. */
  public List<String> acknowledge = new ArrayList<>();

  /** Machines that this process runs on, or {@code none}. */
  public List<String> ownVm = new ArrayList<>();

  /** {@code NAME=VM,VM}: machines that are a cluster to their guests. */
  public List<String> guestCluster = new ArrayList<>();

  /** A file of servers that live, a line each; null when there is none. */
  public @Nullable Path liveServers;

  /** A snapshot has to prove it. */
  public boolean prove;

  /** The proof reads more than it has to. */
  public boolean deepProbe;

  /** As {@link RunLimits}. */
  public int perHost = RunLimits.DEFAULT.perHost();

  /** As {@link RunLimits}. */
  public int perDatastore = RunLimits.DEFAULT.perDatastore();

  /** As {@link RunLimits}. */
  public int perVCenter = RunLimits.DEFAULT.perVCenter();

  /** As {@link RunLimits}. */
  public int stopAfter = RunLimits.DEFAULT.stopAfterFailures();

  /** A span, such as {@code 5s}; null for the usual one. */
  public @Nullable String longestStun;

  /** A size in GiB or TiB; null for none. */
  public @Nullable String readAgainLimit;

  /** Captures, or {@code stored:SCHEDULE}. */
  public List<String> baseline = new ArrayList<>();

  /** Its transcript is to be kept. */
  boolean rehearsal;

  /** What {@link #fromAudit} says, as soon as that is known. */
  @Nullable FromAudit audit;

  /** Servers that live, besides those of the file. */
  final Set<String> live = new TreeSet<>();

  /** How a flag is called where it was said; a request has no dashes. */
  UnaryOperator<String> called = flag -> flag;

  /** That of a rehearsal: the reset of one machine, with a snapshot before that proves it. */
  public static PlanWish ofRehearsal(String machine, List<String> own) {
    PlanWish wish = new PlanWish();
    wish.kind = RepairKind.RESET_CBT.label();
    wish.vm.add(machine);
    wish.ownVm.addAll(own);
    wish.prove = true;
    wish.rehearsal = true;
    return wish;
  }

  /** Adds what is wrong with it, all at once. */
  public void check(List<Text> problems) {
    if (RunbookKind.of(kind) != null) {
      problems.add(Text.of("config.only-a-runbook", kind));
    } else if (RepairKind.of(kind) == null) {
      String known =
          Arrays.stream(RepairKind.values())
              .map(RepairKind::label)
              .collect(Collectors.joining(", "));
      problems.add(Text.of("config.bad-kind", called.apply("--kind"), kind, known));
    }
    targets(problems);
    if (rehearsal && !(RepairKind.of(kind) == RepairKind.RESET_CBT && vm.size() == 1 && prove)) {
      problems.add(Text.of("config.rehearsal"));
    }
    if (liveServers != null && !Files.isReadable(liveServers)) {
      problems.add(Text.of("config.unreadable", "repair plan", liveServers.toString()));
    }
    try {
      WindowText.read(window, zone);
    } catch (PlanException e) {
      problems.add(e.problem());
    }
    String stun = longestStun;
    if (stun != null && !isLimit(Spans.of(stun))) {
      problems.add(Text.of("config.bad-span", called.apply("--longest-stun"), stun));
    }
    try {
      limits();
    } catch (IllegalArgumentException e) {
      problems.add(Text.of("config.bad-limits", RunLimits.MOST_OPEN_SNAPSHOTS));
    }
    acknowledge.stream()
        .filter(each -> !each.matches("[a-z-]+=.+"))
        .forEach(each -> problems.add(value("--acknowledge", each)));
    InstallationAnswers.bad(acknowledge).stream()
        .filter(InstallationAnswers::isOne)
        .map(each -> Text.of("config.bad-answer", called.apply("--acknowledge"), each))
        .forEach(problems::add);
    guestCluster.stream()
        .filter(each -> !each.matches("[^=]+=.+"))
        .forEach(each -> problems.add(value("--guest-cluster", each)));
  }

  /**
   * Machines in one way of several; hosts, and what is done only by name, in the one that it has.
   */
  private void targets(List<Text> problems) {
    RepairKind wanted = RepairKind.of(kind);
    boolean byAudit = fromAudit != null || audit != null;
    boolean others = !check.isEmpty() || byAudit;
    if (wanted != null && wanted.isOnlyByName()) {
      List<String> named = wanted.isAboutHosts() ? host : vm;
      if (named.isEmpty() || others || named.size() != host.size() + vm.size()) {
        problems.add(
            Text.of(
                "config.only-by-name",
                kind,
                called.apply(wanted.isAboutHosts() ? "--host" : "--vm")));
      }
      return;
    }
    int ways = (vm.isEmpty() ? 0 : 1) + (check.isEmpty() ? 0 : 1) + (byAudit ? 1 : 0);
    if (ways != 1 || !host.isEmpty()) {
      problems.add(Text.of("config.plan-targets", ways("--vm", "--check", "--from-audit")));
    }
  }

  private Text value(String flag, String said) {
    return Text.of("config.bad-value", called.apply(flag), said);
  }

  /** What there is to say, of these flags. */
  private String ways(String... flags) {
    return Arrays.stream(flags).map(called).collect(Collectors.joining(", "));
  }

  /** How the audit is found that was named. */
  @FunctionalInterface
  public interface Audits {
    /** The machines of that audit. */
    FromAudit of(String said) throws IOException;
  }

  /** Finds the machines of the audit that was named, if one was. */
  public void findAudit(Audits audits) throws IOException {
    if (fromAudit != null) {
      audit = audits.of(fromAudit);
    }
  }

  /** The servers that live. */
  Set<String> servers() throws IOException {
    Set<String> servers = new TreeSet<>(live);
    if (liveServers != null) {
      Files.readAllLines(liveServers).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(servers::add);
    }
    return servers;
  }

  /** What is to be repaired; to be asked only when nothing is wrong. */
  public RepairKind kind() {
    RepairKind known = RepairKind.of(kind);
    if (known == null) {
      throw new IllegalStateException(kind);
    }
    return known;
  }

  Window window() {
    return WindowText.read(window, zone);
  }

  PlanOptions options() {
    return new PlanOptions(prove, deepProbe, PlanOptions.DEFAULT.consolidateAfter());
  }

  RunLimits limits() {
    return new RunLimits(
        perHost,
        perDatastore,
        RunLimits.MOST_OPEN_SNAPSHOTS,
        perVCenter,
        RunLimits.DEFAULT.waves(),
        stopAfter,
        bytes(readAgainLimit),
        RunLimits.DEFAULT.deadline(),
        guests());
  }

  private RunLimits.Guests guests() {
    RunLimits.Guests usual = RunLimits.DEFAULT.guests();
    Duration stun = longestStun == null ? null : Spans.of(longestStun);
    return stun == null || !isLimit(stun) ? usual : new RunLimits.Guests(stun, usual.addressBack());
  }

  private static boolean isLimit(@Nullable Duration span) {
    return span != null && span.toSeconds() > 0;
  }

  private static long bytes(@Nullable String size) {
    if (size == null) {
      return 0;
    }
    Matcher parts = SIZE.matcher(size);
    if (!parts.matches()) {
      throw new IllegalArgumentException(size);
    }
    return Long.parseLong(parts.group(1)) << (parts.group(2).equals("GiB") ? 30 : 40);
  }

  /** True when the machines are those that checks find. */
  boolean byCheck() {
    return !check.isEmpty();
  }

  /** Puts the part of it into a draft that an audit knows as well. */
  public void into(AuditDraft draft) {
    draft.say("check", "--check", check);
    draft.say("baseline", "--baseline", baseline);
  }
}
