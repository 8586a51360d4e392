// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.serve;

import io.vpreflight.jobs.notify.Channel;
import io.vpreflight.jobs.schedule.Schedule;
import io.vpreflight.jobs.store.PostgresServer;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.config.ServiceSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the service says of itself when it has begun. */
record Hello(App app) {
  private static final int SHOWN = 5;

  /** Nobody is told that it only reads when it does more. */
  private static String greeting(ServiceSettings settings) {
    if (settings.repairs().isOn()) {
      return "serve.hello-repairs";
    }
    boolean writes = settings.writeBacks().stream().anyMatch(one -> !one.rules().isDryRun());
    return writes ? "serve.hello-writes" : "serve.hello";
  }

  /** Says it. */
  void say(ServiceSettings settings, List<Channel> channels, Path folder) {
    List<Schedule> schedules = settings.schedules();
    PostgresServer server = settings.store();
    app.console()
        .say(
            greeting(settings),
            schedules.size(),
            settings.vcenters().size(),
            server == null ? folder.toString() : server.name());
    Locale language = app.console().texts().locale();
    for (Schedule schedule : schedules) {
      app.console().say("serve.schedule", schedule.name(), schedule.zone().getId());
      FireTimes.words(schedule.next(app.clock().instant(), SHOWN), schedule.zone(), language)
          .forEach(time -> app.console().say("serve.schedule.next", time));
    }
    settings
        .writeBacks()
        .forEach(
            one ->
                app.console()
                    .say(
                        one.rules().isDryRun() ? "serve.writes-dry" : "serve.writes",
                        one.account().endpoint().name(),
                        String.valueOf(one.account().username())));
    if (!channels.isEmpty()) {
      String names =
          channels.stream()
              .map(channel -> channel.rules().name())
              .collect(Collectors.joining(", "));
      app.console().say("serve.channels", names);
    }
  }
}
