// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.schedule.JobKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Reads the section {@code schedules:}: a name each, with the keys of what it does. */
final class SchedulesSection {
  static final String JOB = "job";
  private static final String EXCEPT = "except";
  private static final String FORMATS = "formats";
  private static final String OWN_VM = "ownVm";
  private static final String VCENTERS = "vcenters";

  /** Of every schedule, whatever it does. */
  private static final Set<String> TIMES = Set.of(JOB, "cron", "timeZone", "missed", "jitter");

  /** Keys with one value, by what the schedule does, besides those of the audit itself. */
  private static final Map<JobKind, Set<String>> OWN =
      Map.of(
          JobKind.AUDIT, Set.of("keep", "live", "reports"),
          JobKind.BACKUP, Set.of("keep", "to"),
          JobKind.EXPIRY, Set.of("ahead", "passwordAge"),
          JobKind.REPAIR, Set.of("length", "policy", "vcenter"),
          JobKind.RETENTION, Set.of("resolved"),
          JobKind.SETTLE, Set.of());

  /** All of these keys. */
  static final Set<String> KEYS = keys();

  private final YamlFile yaml;

  SchedulesSection(YamlFile yaml) {
    this.yaml = yaml;
  }

  private static Set<String> keys() {
    Set<String> keys = new TreeSet<>(TIMES);
    OWN.values().forEach(keys::addAll);
    return keys;
  }

  /** Adds what it holds. */
  void read(Node node, List<ScheduleDraft> schedules) {
    yaml.named(
        node,
        (name, values) -> schedules.add(schedule(name, values)),
        name -> schedules.add(unread(name)));
  }

  /** One of which only the name is known. */
  private static ScheduleDraft unread(Setting name) {
    ScheduleDraft schedule = new ScheduleDraft(name);
    schedule.kind = null;
    schedule.values.put("cron", Unread.at(name.origin()));
    return schedule;
  }

  private ScheduleDraft schedule(Setting name, MappingNode mapping) {
    Map<String, NodeTuple> entries = yaml.entries("schedules", mapping);
    ScheduleDraft schedule = new ScheduleDraft(name);
    NodeTuple job = entries.get(JOB);
    if (job != null) {
      schedule.kind = kind(job.getValueNode(), schedule);
    }
    // Of what it is to do nobody knows, any key may be right.
    JobKind kind = schedule.kind;
    boolean isAudit = kind == null || kind == JobKind.AUDIT;
    Set<String> own = new TreeSet<>(kind == null ? KEYS : TIMES);
    if (kind != null) {
      own.addAll(OWN.getOrDefault(kind, Set.of()));
    }
    Set<String> audit = new TreeSet<>(isAudit ? ConfigFile.VALUES : Set.of());
    // A service answers with reports, not with an exit code, and may write several.
    audit.removeAll(Set.of("format", "out", "failOn"));
    Set<String> known = new TreeSet<>(own);
    known.addAll(audit);
    known.add(EXCEPT);
    if (kind == null || kind == JobKind.REPAIR) {
      known.add(OWN_VM);
    }
    if (isAudit) {
      known.addAll(ConfigFile.LISTS);
      known.add(FORMATS);
      known.add(VCENTERS);
    }
    entries.forEach(
        (key, entry) -> {
          Node value = entry.getValueNode();
          if (key.equals(JOB)) {
            // It was read first of all, for it says which keys there are.
            return;
          }
          if (!known.contains(key)) {
            yaml.unknownKey(entry.getKeyNode(), key, known);
          } else if (key.equals(FORMATS)) {
            schedule.formats = yaml.values(value);
          } else if (key.equals(VCENTERS)) {
            schedule.vcenters = yaml.values(value);
          } else if (key.equals(OWN_VM)) {
            schedule.ownVm = yaml.values(value);
          } else if (key.equals(EXCEPT)) {
            schedule.except = yaml.values(value);
          } else if (own.contains(key)) {
            yaml.value(value).ifPresent(setting -> schedule.values.put(key, setting));
          } else if (audit.contains(key)) {
            yaml.value(value).ifPresent(setting -> schedule.audit.values.put(key, setting));
          } else {
            schedule.audit.lists.put(key, yaml.values(value));
          }
        });
    return schedule;
  }

  /** Null when it is none of them, which is a problem then. */
  private @Nullable JobKind kind(Node node, ScheduleDraft schedule) {
    Setting said = yaml.value(node).orElse(null);
    if (said != null) {
      schedule.values.put(JOB, said);
    }
    JobKind kind = said == null ? null : JobKind.of(said.value());
    if (said != null && kind == null) {
      yaml.unknown("config.unknown-job", said, JobKind.labels());
    }
    return kind;
  }
}
