// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.jobs.notify.Quiet;
import io.vpreflight.jobs.notify.Rules;
import io.vpreflight.jobs.report.Tool;
import io.vpreflight.jobs.text.Texts;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes checked channels of a file; everything that is wrong is told at once. */
public final class ChannelResolver {
  /** It is kept in the store, and is a word on a command line. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private static final Pattern QUIET =
      Pattern.compile("((?:[01]\\d|2[0-3]):[0-5]\\d)\\s*-\\s*((?:[01]\\d|2[0-3]):[0-5]\\d)");

  private final Locale locale;
  private final ZoneId zone;
  private final List<Text> problems;
  private final ChannelTargets targets;

  /**
   * Problems are added to the list.
   *
   * @param texts the language and the zone of a channel that does not say another
   */
  public ChannelResolver(Tool tool, Clock clock, Texts texts, List<Text> problems) {
    locale = texts.locale();
    zone = texts.zone();
    this.problems = problems;
    targets = new ChannelTargets(tool, clock, problems);
  }

  /** Adds what is wrong. */
  public void check(AuditDraft file) {
    Set<String> schedules = schedules(file);
    file.channels.forEach(draft -> channel(draft, schedules));
  }

  /** The channels; to be used only if no problem was added. */
  public List<Channel> resolve(AuditDraft file) {
    Set<String> schedules = schedules(file);
    List<Channel> channels = new ArrayList<>();
    for (ChannelDraft draft : file.channels) {
      Channel channel = channel(draft, schedules);
      if (channel != null) {
        channels.add(channel);
      }
    }
    return List.copyOf(channels);
  }

  private static Set<String> schedules(AuditDraft file) {
    Set<String> schedules = new TreeSet<>();
    file.schedules.forEach(schedule -> schedules.add(schedule.name.value()));
    return schedules;
  }

  private @Nullable Channel channel(ChannelDraft draft, Set<String> schedules) {
    if (!NAME.matcher(draft.name.value()).matches()) {
      problems.add(Text.of("config.notify-name", draft.name.origin(), draft.name.value()));
    }
    return targets.channel(draft, rules(draft, schedules));
  }

  private Rules rules(ChannelDraft draft, Set<String> known) {
    Set<String> schedules = new TreeSet<>();
    for (Setting schedule : draft.list("schedules")) {
      if (!known.contains(schedule.value())) {
        SettingValues.unknown("config.notify-schedule", schedule, known, problems);
      }
      schedules.add(schedule.value());
    }
    ZoneId place = SettingValues.zone(draft.values.get("timeZone"), zone, problems);
    return new Rules(
        draft.name.value(),
        SettingValues.minimum(draft.values.get("minimum"), problems),
        schedules,
        quiet(draft.values.get("quiet"), place),
        SettingValues.isOn(draft.values.get("always"), problems),
        SettingValues.language(draft.values.get("lang"), locale, problems),
        place);
  }

  private @Nullable Quiet quiet(@Nullable Setting said, ZoneId place) {
    if (said == null) {
      return null;
    }
    Matcher hours = QUIET.matcher(said.value());
    if (!hours.matches() || hours.group(1).equals(hours.group(2))) {
      problems.add(Text.of("config.notify-quiet", said.origin(), said.value()));
      return null;
    }
    return new Quiet(LocalTime.parse(hours.group(1)), LocalTime.parse(hours.group(2)), place);
  }
}
