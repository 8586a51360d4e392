// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.audit.Pattern;
import io.vpreflight.jobs.audit.Scope;
import io.vpreflight.jobs.audit.Waiver;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.jobs.profile.ProfileException;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.report.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Makes checked settings of a draft; everything that is wrong with it is told at once. */
public final class AuditResolver {
  /** With what a baseline begins that is named by its schedule, on the command line. */
  public static final String STORED = "stored:";

  private static final java.util.regex.Pattern PERCENT =
      java.util.regex.Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?)\\s*%?");
  private static final String DEFAULT_PROFILE = "discovery-audit";

  private final List<Text> problems;

  /** Problems are added to the list. */
  public AuditResolver(List<Text> problems) {
    this.problems = problems;
  }

  /** The settings; to be used only if no problem was added. */
  public AuditSettings resolve(AuditDraft draft) {
    Profile profile = profile(draft.value("profile"));
    List<Check> checks = checks(profile, draft.list("check"), draft.list("skip"));
    for (Check check : checks) {
      profile = profile.including(check.info().id());
    }
    Format format = format(draft.value("format"));
    Setting out = draft.value("out");
    if (format == Format.CSV && out == null) {
      problems.add(Text.of("config.csv-needs-out"));
    }
    return new AuditSettings(
        profile,
        checks,
        new Scope(patterns(draft.list("include")), patterns(draft.list("exclude"))),
        waivers(draft.value("waivers")),
        draft.list("baseline").stream().map(this::existing).toList(),
        severity(draft.value("failOn"), profile),
        percent(draft.value("maxUnreadable")),
        span(draft.value("timeout")),
        format,
        out == null ? null : Path.of(out.value()));
  }

  /** The repairs that are switched on. */
  public RepairSwitches switches(AuditDraft draft) {
    return RepairSwitches.of(draft.enabled, problems);
  }

  private Profile profile(@Nullable Setting setting) {
    if (setting == null) {
      return ProfileReader.builtIn(DEFAULT_PROFILE);
    }
    try {
      return ProfileFile.isFile(setting.value())
          ? ProfileFile.read(Path.of(setting.value()))
          : ProfileReader.builtIn(setting.value());
    } catch (ProfileException e) {
      if (ProfileFile.isFile(setting.value())) {
        problems.addAll(e.problems());
      } else {
        e.problems()
            .forEach(problem -> problems.add(Text.of("config.at", setting.origin(), problem)));
      }
    } catch (IOException | InvalidPathException e) {
      problems.add(Text.of("config.unreadable", setting.origin(), setting.value()));
    }
    return ProfileReader.builtIn(DEFAULT_PROFILE);
  }

  /**
   * A check that the profile leaves out can be asked for by name; it then counts as information.
   */
  private List<Check> checks(Profile profile, List<Setting> only, List<Setting> skip) {
    Set<String> wanted = ids(only);
    Set<String> unwanted = ids(skip);
    List<Check> chosen = new ArrayList<>();
    for (Check check : Checks.all()) {
      String id = check.info().id();
      boolean named = wanted.stream().anyMatch(w -> covers(w, id));
      boolean on = wanted.isEmpty() ? profile.runs(id) : named;
      if (on && unwanted.stream().noneMatch(u -> covers(u, id))) {
        chosen.add(check);
      }
    }
    if (chosen.isEmpty() && problems.isEmpty()) {
      problems.add(Text.of("config.no-check", profile.id()));
    }
    return chosen;
  }

  private Set<String> ids(List<Setting> settings) {
    List<String> known = Checks.all().stream().map(c -> c.info().id()).toList();
    Set<String> ids = new HashSet<>();
    for (Setting setting : settings) {
      if (known.stream().noneMatch(id -> covers(setting.value(), id))) {
        SettingValues.unknown("config.unknown-check", setting, known, problems);
      }
      ids.add(setting.value());
    }
    return ids;
  }

  /** {@code vm.cbt} means every check whose id begins so. */
  private static boolean covers(String said, String id) {
    return id.equals(said) || id.startsWith(said + ".");
  }

  private static List<Pattern> patterns(List<Setting> settings) {
    return settings.stream().map(s -> Pattern.of(s.value())).toList();
  }

  private List<Waiver> waivers(@Nullable Setting setting) {
    return setting == null
        ? List.of()
        : WaiverFile.read(Path.of(setting.value()), setting.origin(), problems);
  }

  private Path existing(Setting setting) {
    Path path = Path.of(setting.value());
    if (setting.value().startsWith(STORED)) {
      problems.add(Text.of("config.baseline-stored", setting.origin(), setting.value()));
    } else if (!Files.isReadable(path)) {
      problems.add(Text.of("config.unreadable", setting.origin(), setting.value()));
    }
    return path;
  }

  /** A machine that may not be taken is an error, and what a profile with verdicts is run for. */
  private Severity severity(@Nullable Setting setting, Profile profile) {
    if (setting == null) {
      return profile.verdict() ? Severity.ERROR : Severity.CRITICAL;
    }
    try {
      return Severity.of(setting.value().toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      problems.add(Text.of("config.bad-value", setting.origin(), String.valueOf(e.getMessage())));
      return Severity.CRITICAL;
    }
  }

  private double percent(@Nullable Setting setting) {
    if (setting == null) {
      return 0.02;
    }
    Matcher percent = PERCENT.matcher(setting.value());
    if (!percent.matches() || Double.parseDouble(percent.group(1)) > 100) {
      problems.add(Text.of("config.bad-percent", setting.origin(), setting.value()));
      return 0.02;
    }
    return Double.parseDouble(percent.group(1)) / 100;
  }

  private Duration span(@Nullable Setting setting) {
    if (setting == null) {
      return Duration.ofHours(2);
    }
    Duration span = Spans.of(setting.value());
    if (span == null || span.isZero()) {
      problems.add(Text.of("config.bad-span", setting.origin(), setting.value()));
      return Duration.ofHours(2);
    }
    return span;
  }

  private Format format(@Nullable Setting setting) {
    if (setting == null) {
      return Format.TEXT;
    }
    return Format.of(setting.value().toLowerCase(Locale.ROOT))
        .orElseGet(
            () -> {
              problems.add(Text.of("config.bad-format", setting.origin(), setting.value()));
              return Format.TEXT;
            });
  }
}
