// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.Format;
import io.vpreflight.jobs.schedule.JobKind;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.plugin.config.ServiceSettings.ScheduledAudit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes checked schedules of a file; everything that is wrong is told at once. */
public final class ServiceResolver {
  /** Whether the service carries out plans that were approved. */
  static final String SERVICE = "service";

  private static final int KEEP = 30;

  private final Environment environment;
  private final Path state;
  private final List<Text> problems;
  private final ScheduleResolver times;

  /**
   * Problems are added to the list.
   *
   * @param state folder of the store, below which reports go when no other place is said
   */
  public ServiceResolver(Environment environment, Path state, List<Text> problems) {
    this.environment = environment;
    this.state = state;
    this.problems = problems;
    times = new ScheduleResolver(problems);
  }

  /** The service; to be used only if no problem was added. */
  public ServiceSettings resolve(AuditDraft file, String origin) {
    List<VCenterSettings> vcenters =
        new VCenterResolver(environment, problems).resolve(new AuditDraft(), file);
    if (vcenters.isEmpty()) {
      problems.add(Text.of("config.no-vcenter"));
    }
    if (file.schedules.isEmpty()) {
      problems.add(Text.of("config.no-schedule", origin));
    }
    List<ScheduledAudit> audits = new ArrayList<>();
    List<ScheduledJob> jobs = new ArrayList<>();
    PostgresServer store = new StoreResolver(problems).resolve(file.store);
    Setting service = file.repair.get(SERVICE);
    boolean repairs = SettingValues.isOn(service, problems);
    boolean mayRepair = repairs || (service != null && Unread.is(service));
    List<String> names = vcenters.stream().map(one -> one.endpoint().name()).toList();
    JobResolver other = new JobResolver(times, store, mayRepair, names, problems);
    for (ScheduleDraft draft : file.schedules) {
      if (draft.kind != JobKind.AUDIT) {
        ScheduledJob job = other.resolve(draft);
        if (job != null) {
          jobs.add(job);
        }
        continue;
      }
      ScheduledAudit audit = audit(draft, file, vcenters);
      if (audit != null) {
        audits.add(audit);
      }
    }
    return new ServiceSettings(
        vcenters,
        audits,
        jobs,
        new ListenResolver(problems).resolve(file.listen),
        store,
        new ServiceRepairs(repairs, new AuditResolver(problems).switches(file), file),
        new WriteBackResolver(problems).resolve(file, vcenters));
  }

  private @Nullable ScheduledAudit audit(
      ScheduleDraft draft, AuditDraft file, List<VCenterSettings> vcenters) {
    Setting name = draft.name;
    draft.audit.inheritPurpose(file);
    AuditSettings audit = new AuditResolver(problems).resolve(draft.audit);
    Set<Format> formats = formats(draft.formats);
    int keep = ScheduleResolver.count(draft.values.get("keep"), KEEP, problems);
    boolean live = live(draft.values.get("live"), file);
    Setting reports = draft.values.get("reports");
    Path folder =
        reports == null
            ? state.resolve("reports").resolve(name.value())
            : Path.of(reports.value()).resolve(name.value());
    List<VCenterSettings> read = read(draft, vcenters);
    Schedule schedule = times.resolve(draft);
    return schedule == null
        ? null
        : new ScheduledAudit(schedule, read, audit, formats, folder, keep, live);
  }

  /** Those that it names, in the order of the file; all of them when it names none. */
  private List<VCenterSettings> read(ScheduleDraft draft, List<VCenterSettings> all) {
    List<Setting> said = draft.vcenters;
    if (said == null) {
      return all;
    }
    if (said.isEmpty()) {
      problems.add(Text.of("config.schedule-no-vcenter", draft.name.origin(), draft.name.value()));
    }
    List<String> known = all.stream().map(one -> one.endpoint().name()).toList();
    for (Setting one : said) {
      if (!known.contains(one.value())) {
        SettingValues.unknown("config.unknown-vcenter", one, known, problems);
      }
    }
    Set<String> names = said.stream().map(Setting::value).collect(Collectors.toSet());
    return all.stream().filter(one -> names.contains(one.endpoint().name())).toList();
  }

  /** Each of several nodes would follow, and tell what it sees a moment earlier or later. */
  private boolean live(@Nullable Setting said, AuditDraft file) {
    boolean live = SettingValues.isOn(said, problems);
    if (live && said != null && !file.store.isEmpty()) {
      problems.add(Text.of("config.live-shared", said.origin()));
    }
    return live;
  }

  private Set<Format> formats(@Nullable List<Setting> said) {
    if (said == null) {
      return EnumSet.of(Format.HTML, Format.JSON);
    }
    Set<Format> formats = EnumSet.noneOf(Format.class);
    for (Setting one : said) {
      Format.of(one.value().toLowerCase(Locale.ROOT))
          .ifPresentOrElse(
              formats::add,
              () -> problems.add(Text.of("config.bad-format", one.origin(), one.value())));
    }
    return formats;
  }
}
