// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.vpreflight.jobs.schedule.JobKind;
import io.vpreflight.jobs.text.Texts;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.serve.FireTimes;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code schedules}: how those of the running service stand. */
@Command(name = "schedules", resourceBundle = Usage.BUNDLE, sortOptions = false)
final class SchedulesCommand implements Callable<Integer> {
  static final String PATH = "/api/v1/schedules";

  private final App app;

  @Mixin private final ServiceFlags service = new ServiceFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  @Mixin final CommonFlags common = new CommonFlags();

  private SchedulesCommand(App app) {
    this.app = app;
  }

  /** The command with those below it. */
  static CommandLine line(App app) {
    return new CommandLine(new SchedulesCommand(app))
        .addSubcommand(new SchedulesRunCommand(app))
        .addSubcommand(new SchedulesPauseCommand(app))
        .addSubcommand(new SchedulesResumeCommand(app));
  }

  @Override
  public Integer call() throws IOException {
    ShortForm form = ShortForm.of(format);
    String answer = service.need(app).get(PATH);
    if (form == ShortForm.JSON) {
      app.console().out().print(answer);
    } else {
      JsonObject said = JsonParser.parseString(answer).getAsJsonObject();
      for (JsonElement one : said.getAsJsonArray("schedules")) {
        app.console().out().println(line(one.getAsJsonObject(), app.console().texts()));
        next(one.getAsJsonObject()).forEach(time -> app.console().print("schedules.time", time));
      }
    }
    app.console().out().flush();
    return Exit.OK;
  }

  /** The first is in the line already. */
  private List<String> next(JsonObject schedule) {
    List<Instant> times = new ArrayList<>();
    schedule.getAsJsonArray("next").forEach(time -> times.add(Instant.parse(time.getAsString())));
    ZoneId zone = ZoneId.of(schedule.get("timeZone").getAsString());
    return FireTimes.words(times, zone, app.console().texts().locale()).stream().skip(1).toList();
  }

  /** How one stands, in words. */
  static String line(JsonObject schedule, Texts texts) {
    String name = schedule.get("name").getAsString();
    Instant next = time(schedule, "nextAt");
    String state;
    if (schedule.get("running").getAsBoolean()) {
      state = texts.say("schedules.running");
    } else if (schedule.get("paused").getAsBoolean()) {
      state = texts.say("schedules.paused");
    } else if (next == null) {
      state = texts.say("schedules.no-more");
    } else {
      state = texts.say("schedules.next", next);
    }
    Instant last = time(schedule, "lastRunAt");
    boolean isAudit = schedule.get("job").getAsString().equals(JobKind.AUDIT.label());
    if (last == null) {
      return texts.say(isAudit ? "schedules.line-new" : "schedules.job-new", name, state);
    }
    boolean good = schedule.get("lastRunGood").getAsBoolean();
    if (isAudit) {
      return texts.say(good ? "schedules.line" : "schedules.line-not-whole", name, state, last);
    }
    return texts.say(good ? "schedules.job" : "schedules.job-failed", name, state, last);
  }

  private static @Nullable Instant time(JsonObject schedule, String key) {
    JsonElement said = schedule.get(key);
    return said == null || said.isJsonNull() ? null : Instant.parse(said.getAsString());
  }
}
