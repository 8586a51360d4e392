// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.schedule.Timetable;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.plugin.config.ServiceSettings;
import io.vpreflight.plugin.config.ServiceSettings.ScheduledAudit;
import io.vpreflight.plugin.connect.Connections;
import io.vpreflight.plugin.http.Reloading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads the file again while the service runs: all of it is in force from then on, or nothing of
 * it. What is under way goes on as it began. Safe for several threads.
 */
final class ServiceReload implements Reloading {
  /**
   * Sections that a running service cannot change: it stands on them. So do who follows a vCenter
   * and who writes into it on what they began with.
   */
  private static final List<String> FIXED = List.of("listen", "store", "secrets");

  private final App app;
  private final ServiceFile file;
  private final AtomicReference<ServiceSettings> inForce;
  private final ServiceConnections connections;
  private final Timetable timetable;
  private final Notifications people;
  private final ServiceLog log;
  private Map<String, String> values;

  /**
   * For a service that runs.
   *
   * @param first what the service began with
   * @param inForce where everybody looks for what holds
   */
  ServiceReload(
      App app,
      ServiceFile file,
      ServiceFile.Read first,
      AtomicReference<ServiceSettings> inForce,
      ServiceConnections connections,
      Timetable timetable,
      Notifications people) {
    this.app = app;
    this.file = file;
    this.inForce = inForce;
    this.connections = connections;
    this.timetable = timetable;
    this.people = people;
    values = first.values();
    log = new ServiceLog(app);
  }

  /** For a signal: there is nobody to be answered, so that all of it is said in the log. */
  void asked() {
    try {
      reload();
    } catch (ConfigException e) {
      // It has been said.
    } catch (RuntimeException e) {
      log.say(Text.of("cli.broken", "reload", String.valueOf(e.getMessage())));
      e.printStackTrace(app.console().err());
    }
  }

  @Override
  public synchronized List<String> reload() {
    try {
      ServiceFile.Read read = file.read(List.of());
      List<String> changed = changed(read.values());
      requireSame(changed, read.settings());
      try (Connections opened = connections.open()) {
        // What is missing is missing now, not at two in the morning.
        opened.prepare(read.settings().vcenters());
      }
      // First what holds, then its times: whatever begins in between finds what it looks for.
      replace(read.settings());
      people.replace(read.channels());
      connections.tryAgain();
      values = read.values();
      log.say(
          changed.isEmpty()
              ? Text.of("serve.reloaded-same", file.file().toString())
              : Text.of("serve.reloaded", file.file().toString(), String.join(", ", changed)));
      return changed;
    } catch (ConfigException e) {
      e.problems().forEach(log::say);
      log.say(Text.of("serve.not-reloaded", file.file().toString()));
      throw e;
    }
  }

  private void replace(ServiceSettings next) {
    ServiceSettings before = inForce.getAndSet(next);
    try {
      timetable.replace(next.schedules());
    } catch (RuntimeException e) {
      inForce.set(before);
      timetable.replace(before.schedules());
      throw e;
    }
  }

  /** The keys of which another value would hold. */
  private List<String> changed(Map<String, String> now) {
    TreeSet<String> keys = new TreeSet<>(values.keySet());
    keys.addAll(now.keySet());
    keys.removeIf(key -> Objects.equals(values.get(key), now.get(key)));
    return List.copyOf(keys);
  }

  private void requireSame(List<String> changed, ServiceSettings next) {
    List<Text> problems = new ArrayList<>();
    for (String key : changed) {
      if (isFixed(key, next)) {
        problems.add(Text.of("config.needs-restart", key));
      }
    }
    if (problems.isEmpty() && !live(Objects.requireNonNull(inForce.get())).equals(live(next))) {
      // A file that it names says something else.
      problems.add(Text.of("config.needs-restart", "live"));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** What is followed, and by which rules. */
  private static List<Object> live(ServiceSettings settings) {
    List<Object> rules = new ArrayList<>();
    for (ScheduledAudit one : settings.audits()) {
      if (one.live()) {
        rules.add(one.schedule().name());
        rules.add(one.audit().profile());
        rules.add(one.audit().waivers());
        rules.add(one.audit().checks().stream().map(check -> check.info().id()).toList());
      }
    }
    return rules;
  }

  private boolean isFixed(String key, ServiceSettings next) {
    Set<String> live = new HashSet<>();
    List.of(inForce.get(), next).stream()
        .flatMap(settings -> settings.audits().stream())
        .filter(ScheduledAudit::live)
        .forEach(audit -> live.add("schedules." + audit.schedule().name() + "."));
    if (live.stream().anyMatch(key::startsWith) || key.contains(".writeBack.")) {
      return true;
    }
    boolean ofAVCenter = key.startsWith("vcenters.");
    boolean ofOneAlone = key.startsWith("schedules.") || key.startsWith("notify.");
    return FIXED.stream().anyMatch(section -> key.startsWith(section + "."))
        || (ofAVCenter && !next.writeBacks().isEmpty())
        || (!ofOneAlone && !live.isEmpty());
  }
}
