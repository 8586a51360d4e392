// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.report.Format;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.store.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A service as it will run, checked.
 *
 * @param vcenters all of the file, whichever schedule reads them
 * @param audits that are done, and when
 * @param jobs what else is done, and when
 * @param listen where it answers over HTTP; null when nothing was said
 * @param store where the store is; null for the state folder
 * @param repairs what it may repair
 * @param writeBacks what is written into vCenters; empty unless somebody says so
 */
public record ServiceSettings(
    List<VCenterSettings> vcenters,
    List<ScheduledAudit> audits,
    List<ScheduledJob> jobs,
    @Nullable ListenSettings listen,
    @Nullable PostgresServer store,
    ServiceRepairs repairs,
    List<WriteBackSettings> writeBacks) {
  public ServiceSettings {
    vcenters = List.copyOf(vcenters);
    audits = List.copyOf(audits);
    jobs = List.copyOf(jobs);
    writeBacks = List.copyOf(writeBacks);
  }

  /** All that is done when it is time. */
  public List<Schedule> schedules() {
    return Stream.concat(
            audits.stream().map(ScheduledAudit::schedule),
            jobs.stream().map(ScheduledJob::schedule))
        .toList();
  }

  /**
   * An audit with its times.
   *
   * @param schedule when
   * @param vcenters that are read; the others are compared with as they were read last
   * @param audit what is looked for; its format and its place do not count
   * @param formats of the reports
   * @param reports folder in which each audit gets a folder of its own
   * @param keep how many audits are kept, with their reports; 1 or more
   * @param live whether its findings are kept fresh between two audits
   */
  public record ScheduledAudit(
      Schedule schedule,
      List<VCenterSettings> vcenters,
      AuditSettings audit,
      Set<Format> formats,
      Path reports,
      int keep,
      boolean live) {
    public ScheduledAudit {
      vcenters = List.copyOf(vcenters);
      formats = Set.copyOf(formats);
    }

    /** Names of the vCenters that it reads. */
    public Set<String> vcenterNames() {
      return vcenters.stream()
          .map(one -> one.endpoint().name())
          .collect(Collectors.toUnmodifiableSet());
    }
  }
}
