// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.report.Format;
import io.vpreflight.jobs.schedule.Blackout;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.plugin.config.ServiceSettings.ScheduledAudit;
import io.vpreflight.plugin.config.VCenterSettings.PasswordSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a configuration comes to: every key with the value that holds, and where it was said. */
public final class Explained {
  private static final String ASKED = "config.explain.asked";
  private final AuditDraft file;
  private final List<Row> rows = new ArrayList<>();

  /**
   * A key and what holds.
   *
   * @param key where it stands in the file, such as {@code schedules.cbt.cron}
   * @param value a String, a number, a Duration, or a {@link Text}; never a secret
   * @param origin file and line, or the variable; null for what holds when nothing is said
   */
  public record Row(String key, Object value, @Nullable String origin) {}

  private Explained(AuditDraft file) {
    this.file = file;
  }

  /** A service. */
  public static List<Row> of(AuditDraft file, ServiceSettings service) {
    Explained explained = new Explained(file);
    explained.vcenters(service.vcenters());
    explained.store();
    boolean repairs = service.repairs().isOn();
    explained.value("repair.", ServiceResolver.SERVICE, String.valueOf(repairs), file.repair);
    explained.list("repair.", "enabled", file.enabled);
    file.listen.forEach((key, said) -> explained.row("listen." + key, said.value(), said.origin()));
    for (ScheduledAudit audit : service.audits()) {
      explained.schedule(audit);
    }
    service.jobs().forEach(explained::job);
    explained.channels();
    return explained.rows;
  }

  /** What commands take from a file without schedules. */
  public static List<Row> of(
      AuditDraft file, List<VCenterSettings> vcenters, AuditSettings settings) {
    Explained explained = new Explained(file);
    explained.vcenters(vcenters);
    explained.store();
    explained.audit("", file, settings);
    explained.value("", "failOn", settings.failOn().label(), file.values);
    explained.value("", "format", settings.format().name(), file.values);
    explained.value("", "out", text(settings.out()), file.values);
    explained.channels();
    return explained.rows;
  }

  /** The address of a webhook is a secret. */
  private void channels() {
    for (ChannelDraft channel : file.channels) {
      String prefix = "notify." + channel.name.value() + ".";
      channel.values.forEach(
          (key, said) ->
              row(
                  prefix + key,
                  key.equals("url") ? Text.of("config.explain.hidden") : said.value(),
                  said.origin()));
      channel.lists.forEach((key, said) -> list(prefix, key, said));
    }
  }

  private void store() {
    file.secrets.forEach((key, said) -> row("secrets." + key, said.value(), said.origin()));
    file.store.forEach((key, said) -> row("store." + key, said.value(), said.origin()));
  }

  private void vcenters(List<VCenterSettings> vcenters) {
    for (int i = 0; i < vcenters.size(); i++) {
      VCenterSettings settings = vcenters.get(i);
      VCenterDraft draft = i < file.vcenters.size() ? file.vcenters.get(i) : new VCenterDraft();
      String prefix = "vcenters." + settings.endpoint().name() + ".";
      row(prefix + "url", settings.endpoint().sdk().toString(), origin(draft.url));
      String name = settings.username();
      boolean said = draft.username != null && draft.username.value().equals(name);
      row(
          prefix + "username",
          name == null ? Text.of(ASKED) : name,
          said || name == null ? origin(draft.username) : "VPREFLIGHT_USERNAME");
      password(prefix + "password", settings.password());
      if (settings.trust().caFile() != null) {
        row(prefix + "caFile", text(settings.trust().caFile()), origin(draft.caFile));
      }
      for (int pin = 0; pin < settings.trust().sha256Pins().size(); pin++) {
        row(
            prefix + "thumbprints",
            settings.trust().sha256Pins().get(pin),
            origin(draft.thumbprints.get(pin)));
      }
      if (draft.proxy != null) {
        row(prefix + "proxy", draft.proxy.value(), draft.proxy.origin());
      }
      if (draft.repairUsername != null) {
        row(prefix + "repairUsername", draft.repairUsername.value(), draft.repairUsername.origin());
      }
      if (draft.writeBack != null) {
        draft.writeBack.values.forEach(
            (key, one) ->
                row(prefix + WriteBackSection.KEY + "." + key, one.value(), one.origin()));
      }
    }
  }

  private void password(String key, PasswordSource source) {
    if (source instanceof PasswordSource.FromFile from) {
      row(key, Text.of("config.explain.password-file", from.place().toString()), from.origin());
    } else if (source instanceof PasswordSource.FromEnvironment from) {
      row(key, Text.of("config.explain.password-variable"), from.variable());
    } else if (source instanceof PasswordSource.FromGovcUrl) {
      row(key, Text.of("config.explain.password-variable"), "GOVC_URL");
    } else {
      row(key, Text.of(ASKED), null);
    }
  }

  private void job(ScheduledJob job) {
    ScheduleDraft draft = draft(job.schedule());
    String prefix = times(job.schedule(), draft);
    job.shown().forEach((key, value) -> value(prefix, key, value, draft.values));
  }

  private ScheduleDraft draft(Schedule schedule) {
    return file.schedules.stream()
        .filter(d -> d.name.value().equals(schedule.name()))
        .findFirst()
        .orElseThrow();
  }

  /** When, whatever it does; gives what its other keys begin with. */
  private String times(Schedule schedule, ScheduleDraft draft) {
    String prefix = "schedules." + schedule.name() + ".";
    value(prefix, SchedulesSection.JOB, schedule.kind().label(), draft.values);
    value(prefix, "cron", schedule.cron(), draft.values);
    value(prefix, "timeZone", schedule.zone().getId(), draft.values);
    value(prefix, "missed", schedule.missed().name().toLowerCase(Locale.ROOT), draft.values);
    value(prefix, "jitter", schedule.jitter(), draft.values);
    if (!draft.except.isEmpty()) {
      String days = String.join(", ", schedule.except().stream().map(Blackout::toString).toList());
      row(prefix + "except", days, draft.except.get(0).origin());
    }
    return prefix;
  }

  private void schedule(ScheduledAudit audit) {
    ScheduleDraft draft = draft(audit.schedule());
    String prefix = times(audit.schedule(), draft);
    if (draft.vcenters != null) {
      String read =
          String.join(", ", audit.vcenters().stream().map(one -> one.endpoint().name()).toList());
      row(prefix + "vcenters", read, draft.vcenters.get(0).origin());
    }
    List<Setting> formats = draft.formats;
    row(
        prefix + "formats",
        String.join(", ", audit.formats().stream().map(Format::name).sorted().toList())
            .toLowerCase(Locale.ROOT),
        formats == null || formats.isEmpty() ? null : formats.get(0).origin());
    value(prefix, "reports", audit.reports().toString(), draft.values);
    value(prefix, "keep", audit.keep(), draft.values);
    value(prefix, "live", String.valueOf(audit.live()), draft.values);
    audit(prefix, draft.audit, audit.audit());
  }

  private void audit(String prefix, AuditDraft draft, AuditSettings settings) {
    value(prefix, "profile", settings.profile().id(), draft.values);
    row(
        prefix + "checks",
        Text.of("config.explain.checks", settings.checks().size()),
        origin(draft.list("check").isEmpty() ? draft.list("skip") : draft.list("check")));
    list(prefix, "include", draft, settings.scope().include());
    list(prefix, "exclude", draft, settings.scope().exclude());
    list(prefix, "baseline", draft, settings.baselines());
    row(
        prefix + "waivers",
        Text.of("config.explain.waivers", settings.waivers().size()),
        origin(draft.value("waivers")));
    value(
        prefix,
        "maxUnreadable",
        Text.of("config.explain.percent", settings.maxUnreadable()),
        draft.values);
    value(prefix, "timeout", settings.timeout(), draft.values);
  }

  private void list(String prefix, String key, List<Setting> said) {
    if (!said.isEmpty()) {
      row(
          prefix + key,
          String.join(", ", said.stream().map(Setting::value).toList()),
          origin(said));
    }
  }

  private void list(String prefix, String key, AuditDraft draft, List<?> values) {
    if (!values.isEmpty()) {
      row(
          prefix + key,
          String.join(", ", values.stream().map(Objects::toString).toList()),
          origin(draft.list(key)));
    }
  }

  private void value(String prefix, String key, Object value, Map<String, Setting> said) {
    row(prefix + key, value, origin(said.get(key)));
  }

  private void row(String key, Object value, @Nullable String origin) {
    rows.add(new Row(key, value, origin));
  }

  private static @Nullable String origin(@Nullable Setting said) {
    return said == null ? null : said.origin();
  }

  private static @Nullable String origin(List<Setting> said) {
    return said.isEmpty() ? null : said.get(0).origin();
  }

  private static String text(@Nullable Path path) {
    return path == null ? "" : path.toString();
  }
}
