// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.metrics;

import static io.vpreflight.jobs.metrics.Exposition.seconds;
import static java.util.stream.Collectors.toSet;

import io.vpreflight.jobs.live.LiveState;
import io.vpreflight.jobs.service.ScheduleState;
import io.vpreflight.jobs.store.Audits;
import io.vpreflight.jobs.store.HeldFinding;
import io.vpreflight.jobs.store.Reading;
import io.vpreflight.jobs.store.SeenFinding;
import io.vpreflight.jobs.store.StoredAudit;
import io.vpreflight.jobs.text.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the service, in the text format of Prometheus. Series that grow with the estate
 * are capped, the worst findings first, and what was left out is counted. A schedule is not called
 * {@code job} in labels: Prometheus gives that one itself.
 */
public final class ServiceMetrics {
  /** How many series of single virtual machines there are at most. */
  public static final int MOST_SERIES = 10_000;

  private static final String VM = "VirtualMachine:";

  private static final List<String> WORST_FIRST = List.of("critical", "error", "warning", "info");

  private final ServiceFacts facts;
  private final int most;
  private final Map<String, String> names = new HashMap<>();
  private final Exposition out = new Exposition();
  private final MachineMetrics places;
  private int dropped;

  private ServiceMetrics(ServiceFacts facts, int most) {
    this.facts = facts;
    this.most = most;
    Set<String> schedules = facts.schedules().stream().map(ServiceMetrics::name).collect(toSet());
    this.places =
        new MachineMetrics(
            facts.machines().stream().filter(one -> schedules.contains(one.schedule())).toList(),
            most,
            out);
    for (Reading reading : facts.readings()) {
      if (!reading.uuid().isEmpty()) {
        names.put(reading.uuid(), reading.vcenter());
      }
    }
  }

  /** As text; the same facts give the same bytes. */
  public static String text(ServiceFacts facts) {
    return text(facts, MOST_SERIES);
  }

  /** The same with another cap. */
  static String text(ServiceFacts facts, int most) {
    ServiceMetrics metrics = new ServiceMetrics(facts, most);
    metrics.build();
    metrics.vcenters();
    metrics.requests();
    metrics.live();
    metrics.jobs();
    metrics.findings();
    metrics.machines();
    metrics.places.write();
    metrics.dropped();
    metrics.repairs();
    return metrics.out.toString();
  }

  private void build() {
    out.gauge("vpreflight_build_info", "1, with the version of vpreflight.")
        .sample(1, "version", facts.version());
  }

  private void vcenters() {
    out.gauge("vpreflight_vcenter_up", "1 if the last audit reached the vCenter.");
    facts.readings().forEach(one -> out.sample(one.reached() ? 1 : 0, "vcenter", one.vcenter()));
    out.gauge(
        "vpreflight_vcenter_last_read_timestamp_seconds",
        "When the last audit that was to read the vCenter began.");
    facts.readings().forEach(one -> out.sample(seconds(one.at()), "vcenter", one.vcenter()));
    out.gauge("vpreflight_vcenter_hosts", "Hosts that the last audit read.");
    reached(reading -> (double) reading.hosts());
    out.gauge("vpreflight_vcenter_virtual_machines", "Virtual machines that the last audit read.");
    reached(reading -> (double) reading.vms());
    out.gauge(
        "vpreflight_vcenter_read_duration_seconds",
        "How long the last audit read the vCenter, its login included.");
    reached(
        reading -> {
          Duration took = reading.took();
          return took == null ? null : seconds(took);
        });
  }

  private void requests() {
    RequestTally.Counts requests = facts.requests();
    out.histogram(
        "vpreflight_vcenter_request_seconds",
        "How long requests to the vCenter took since the service began.",
        RequestTally.BOUNDS);
    requests
        .took()
        .forEach(
            (kind, took) ->
                out.distributed(
                    took.buckets(),
                    took.sum().toNanos() / 1e9,
                    "vcenter",
                    kind.vcenter(),
                    "method",
                    kind.method(),
                    "outcome",
                    kind.outcome()));
    out.gauge("vpreflight_sessions", "Sessions of this service that stand in the vCenter now.");
    requests
        .sessions()
        .forEach((kind, count) -> out.sample(count, "vcenter", kind.vcenter(), "api", kind.api()));
  }

  private void live() {
    out.gauge("vpreflight_live_following", "1 while the vCenter tells what changes in it.");
    facts.live().forEach(one -> out.sample(one.following() ? 1 : 0, "vcenter", one.vcenter()));
    out.gauge(
        "vpreflight_live_current_timestamp_seconds",
        "Until when the followed inventory is known to be as the vCenter has it.");
    live(state -> time(state.currentAt()));
    out.gauge(
        "vpreflight_live_whole_read_timestamp_seconds",
        "When all of the followed inventory was read last.");
    live(state -> time(state.wholeAt()));
    out.gauge(
        "vpreflight_live_whole_reads", "How often all of it was read since the service began.");
    live(state -> (double) state.wholes());
    out.gauge(
        "vpreflight_live_updates", "How often some of it was read again since the service began.");
    live(state -> (double) state.updates());
  }

  private void live(Function<LiveState, @Nullable Double> value) {
    for (LiveState state : facts.live()) {
      Double known = value.apply(state);
      if (known != null) {
        out.sample(known, "vcenter", state.vcenter());
      }
    }
  }

  /** Of what was not reached, nothing is known: no sample. */
  private void reached(Function<Reading, @Nullable Double> value) {
    for (Reading reading : facts.readings()) {
      Double known = reading.reached() ? value.apply(reading) : null;
      if (known != null) {
        out.sample(known, "vcenter", reading.vcenter());
      }
    }
  }

  private void jobs() {
    job(
        "vpreflight_job_paused",
        "1 if the times of the schedule are left out.",
        state -> state.standing().paused() ? 1.0 : 0.0);
    job(
        "vpreflight_job_running",
        "1 while the schedule is done.",
        state -> state.standing().running() ? 1.0 : 0.0);
    job(
        "vpreflight_job_next_fire_timestamp_seconds",
        "The next time of the schedule; absent while it is paused.",
        state -> time(state.standing().nextAt()));
    job(
        "vpreflight_job_interval_seconds",
        "The longest time between two of its next times; absent while it is paused.",
        state -> {
          Duration interval = state.interval();
          return interval == null ? null : seconds(interval);
        });
    job(
        "vpreflight_job_last_run_timestamp_seconds",
        "When it was done last; an audit that was kept, whole or not.",
        state -> time(state.lastRunAt()));
    job(
        "vpreflight_job_last_success_timestamp_seconds",
        "When the last one ended that did all that it is for; a whole audit.",
        state -> time(state.lastGoodAt()));
    job(
        "vpreflight_job_duration_seconds",
        "How long the last one took.",
        state -> {
          Duration took = state.took();
          return took == null ? null : seconds(took);
        });
    job(
        "vpreflight_job_complete",
        "1 if the last one did all that it is for; an audit that saw everything.",
        state -> {
          Boolean good = state.isLastGood();
          return good == null ? null : good ? 1.0 : 0.0;
        });
    job(
        "vpreflight_job_virtual_machines",
        "Virtual machines that the last audit read.",
        last(audit -> (double) audit.counts().vms()));
    job(
        "vpreflight_job_undetermined",
        "What the last audit could not know.",
        last(audit -> (double) audit.counts().undetermined()));
    out.gauge("vpreflight_job_findings", "Findings of the last audit.");
    for (ScheduleState state : facts.schedules()) {
      Audits.Entry last = state.last();
      if (last != null) {
        StoredAudit.Counts counts = last.audit().counts();
        findings(state, "critical", counts.critical());
        findings(state, "error", counts.error());
        findings(state, "warning", counts.warning());
        findings(state, "info", counts.info());
      }
    }
  }

  private void findings(ScheduleState state, String severity, int count) {
    out.sample(count, "schedule", name(state), "severity", severity);
  }

  private void job(String family, String help, Function<ScheduleState, @Nullable Double> value) {
    out.gauge(family, help);
    for (ScheduleState state : facts.schedules()) {
      Double known = value.apply(state);
      if (known != null) {
        out.sample(known, "schedule", name(state));
      }
    }
  }

  private static Function<ScheduleState, @Nullable Double> last(
      Function<StoredAudit, Double> value) {
    return state -> {
      Audits.Entry last = state.last();
      return last == null ? null : value.apply(last.audit());
    };
  }

  private static @Nullable Double time(@Nullable Instant at) {
    return at == null ? null : seconds(at);
  }

  private static String name(ScheduleState state) {
    return state.standing().schedule().name();
  }

  private record Kind(String schedule, String vcenter, String check, String severity)
      implements Comparable<Kind> {
    private static final Comparator<Kind> ORDER =
        Comparator.comparing(Kind::schedule)
            .thenComparing(Kind::vcenter)
            .thenComparing(Kind::check)
            .thenComparing(Kind::severity);

    @Override
    public int compareTo(Kind other) {
      return ORDER.compare(this, other);
    }
  }

  private void findings() {
    Map<Kind, Integer> counts = new TreeMap<>();
    for (HeldFinding held : facts.open()) {
      counts.merge(kind(held), 1, Integer::sum);
    }
    out.gauge("vpreflight_check_findings", "Findings that are there, for each check and severity.");
    counts.forEach(
        (kind, count) ->
            out.sample(
                count,
                "schedule",
                kind.schedule(),
                "vcenter",
                kind.vcenter(),
                "check",
                kind.check(),
                "severity",
                kind.severity()));
  }

  private Kind kind(HeldFinding held) {
    SeenFinding finding = held.history().finding();
    String vcenter = names.getOrDefault(finding.vcenter(), finding.vcenter());
    String severity = finding.severity().toLowerCase(Locale.ROOT);
    return new Kind(held.schedule(), vcenter, finding.check(), severity);
  }

  /** A machine with three disks in the same state is one series. */
  private record OfMachine(Kind kind, String uuid, String id, String name) {}

  private void machines() {
    Set<OfMachine> series = new HashSet<>();
    for (HeldFinding held : facts.open()) {
      SeenFinding finding = held.history().finding();
      if (finding.object().startsWith(VM)) {
        String id = finding.object().substring(VM.length());
        series.add(new OfMachine(kind(held), finding.vcenter(), id, Names.shown(finding.name())));
      }
    }
    List<OfMachine> worst =
        series.stream()
            .sorted(
                Comparator.comparing((OfMachine one) -> rank(one.kind().severity()))
                    .thenComparing(OfMachine::kind)
                    .thenComparing(OfMachine::id)
                    .thenComparing(OfMachine::name))
            .toList();
    out.gauge("vpreflight_vm_finding", "1 for each finding of a virtual machine.");
    worst.stream().limit(most).forEach(one -> out.sample(1, labels(one)));
    dropped = Math.max(0, worst.size() - most);
  }

  private void dropped() {
    out.gauge(
        "vpreflight_series_dropped",
        "Series of single virtual machines that were left out, because there are too many.");
    out.sample(dropped + places.dropped());
  }

  private void repairs() {
    out.counter("vpreflight_repair_actions_total", "Repairs that ended, by kind and result.");
    facts
        .repairs()
        .ended()
        .forEach(
            (ended, count) ->
                out.sample(count, "action", ended.action(), "result", ended.result()));
    out.summary("vpreflight_repair_duration_seconds", "How long repairs took, waits included.");
    facts
        .repairs()
        .took()
        .forEach((action, took) -> out.summed(seconds(took.sum()), took.count(), "action", action));
  }

  private static int rank(String severity) {
    int rank = WORST_FIRST.indexOf(severity);
    return rank < 0 ? WORST_FIRST.size() : rank;
  }

  private String[] labels(OfMachine one) {
    String[] self = {
      "schedule", one.kind().schedule(),
      "vcenter", one.kind().vcenter(),
      "vm_name", one.name(),
      "vm_id", one.id(),
      "check", one.kind().check(),
      "severity", one.kind().severity()
    };
    return MachineMetrics.joined(self, places.place(one.kind().schedule(), one.uuid(), one.id()));
  }
}
