// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.Format;
import io.vpreflight.jobs.schedule.Days;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.schedule.Schedule.Missed;
import io.vpreflight.jobs.text.NearestName;
import io.vpreflight.plugin.config.ServiceSettings.ScheduledAudit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes checked schedules of a file; everything that is wrong is told at once. */
public final class ServiceResolver {
  /** Whether the service carries out plans that were approved. */
  static final String SERVICE = "service";

  private static final int KEEP = 30;
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");

  /** It becomes a folder, and a word on a command line. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Environment environment;
  private final Path state;
  private final List<Text> problems;

  /**
   * Problems are added to the list.
   *
   * @param state folder of the store, below which reports go when no other place is said
   */
  public ServiceResolver(Environment environment, Path state, List<Text> problems) {
    this.environment = environment;
    this.state = state;
    this.problems = problems;
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
    for (ScheduleDraft draft : file.schedules) {
      ScheduledAudit audit = audit(draft, file);
      if (audit != null) {
        audits.add(audit);
      }
    }
    boolean repairs = Switches.isOn(file.repair.get(SERVICE), problems);
    return new ServiceSettings(
        vcenters,
        audits,
        new ListenResolver(problems).resolve(file.listen),
        new StoreResolver(problems).resolve(file.store),
        new ServiceRepairs(repairs, new AuditResolver(problems).switches(file), file),
        new WriteBackResolver(problems).resolve(file, vcenters));
  }

  private @Nullable ScheduledAudit audit(ScheduleDraft draft, AuditDraft file) {
    Setting name = draft.name;
    if (!NAME.matcher(name.value()).matches()) {
      problems.add(Text.of("config.bad-schedule-name", name.origin(), name.value()));
    }
    draft.audit.inheritPurpose(file);
    AuditSettings audit = new AuditResolver(problems).resolve(draft.audit);
    Set<Format> formats = formats(draft.formats);
    ZoneId zone = zone(draft.values.get("timeZone"));
    Missed missed = missed(draft.values.get("missed"));
    Duration jitter = jitter(draft.values.get("jitter"));
    List<Days> except = except(draft.except);
    int keep = keep(draft.values.get("keep"));
    boolean live = live(draft.values.get("live"), file);
    Setting reports = draft.values.get("reports");
    Path folder =
        reports == null
            ? state.resolve("reports").resolve(name.value())
            : Path.of(reports.value()).resolve(name.value());
    Setting cron = draft.values.get("cron");
    if (cron == null) {
      problems.add(Text.of("config.no-cron", name.origin(), name.value()));
      return null;
    }
    String wrong = Schedule.problem(cron.value());
    if (wrong != null) {
      boolean unix = cron.value().strip().split("\\s+", -1).length == 5;
      String key = unix ? "config.bad-cron.unix" : "config.bad-cron";
      problems.add(Text.of(key, cron.origin(), cron.value(), wrong));
      return null;
    }
    return new ScheduledAudit(
        new Schedule(name.value(), cron.value(), zone, missed, jitter, except),
        audit,
        formats,
        folder,
        keep,
        live);
  }

  /** Each of several nodes would follow, and tell what it sees a moment earlier or later. */
  private boolean live(@Nullable Setting said, AuditDraft file) {
    boolean live = Switches.isOn(said, problems);
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

  private ZoneId zone(@Nullable Setting said) {
    if (said == null) {
      return ZoneId.systemDefault();
    }
    Set<String> known = ZoneId.getAvailableZoneIds();
    if (known.contains(said.value())) {
      return ZoneId.of(said.value());
    }
    String near = NearestName.of(said.value(), known);
    problems.add(
        near == null
            ? Text.of("config.bad-zone", said.origin(), said.value())
            : Text.of("config.bad-zone.near", said.origin(), said.value(), near));
    return ZoneId.systemDefault();
  }

  private Missed missed(@Nullable Setting said) {
    if (said == null || said.value().equals("once")) {
      return Missed.ONCE;
    }
    if (!said.value().equals("skip")) {
      problems.add(Text.of("config.bad-missed", said.origin(), said.value()));
    }
    return Missed.SKIP;
  }

  private Duration jitter(@Nullable Setting said) {
    if (said == null) {
      return Duration.ZERO;
    }
    Duration span = Spans.of(said.value());
    if (span == null) {
      problems.add(Text.of("config.bad-span", said.origin(), said.value()));
      return Duration.ZERO;
    }
    return span;
  }

  private List<Days> except(List<Setting> said) {
    List<Days> days = new ArrayList<>();
    for (Setting one : said) {
      Days found = Days.of(one.value());
      if (found == null) {
        problems.add(Text.of("config.bad-days", one.origin(), one.value()));
      } else {
        days.add(found);
      }
    }
    return days;
  }

  private int keep(@Nullable Setting said) {
    if (said == null) {
      return KEEP;
    }
    if (!NUMBER.matcher(said.value()).matches()) {
      problems.add(Text.of("config.bad-keep", said.origin(), said.value()));
      return KEEP;
    }
    return Integer.parseInt(said.value());
  }
}
