// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.cli;

import com.google.gson.JsonParser;
import io.vpreflight.plugin.App;
import io.vpreflight.plugin.http.ServiceClient;
import io.vpreflight.plugin.http.ServiceException;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A schedule of the running service that something is done to. */
final class ScheduleFlags {
  @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "scheduleName")
  private String name = "";

  @Mixin private final ServiceFlags service = new ServiceFlags();

  @Option(names = "--format", paramLabel = "text|json", descriptionKey = "shortFormat")
  private @Nullable String format;

  /** Does it, and says how the schedule stands then. */
  int act(App app, String action) throws IOException {
    ShortForm form = ShortForm.of(format);
    String path = SchedulesCommand.PATH + "/" + ServiceClient.part(name) + "/" + action;
    String answer = act(service.need(app), path);
    if (form == ShortForm.JSON) {
      app.console().out().print(answer);
    } else {
      app.console()
          .out()
          .println(
              SchedulesCommand.line(
                  JsonParser.parseString(answer).getAsJsonObject(), app.console().texts()));
    }
    app.console().out().flush();
    return Exit.OK;
  }

  private String act(ServiceClient client, String path) {
    try {
      return client.post(path, null, Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    } catch (ServiceException e) {
      throw e.missing()
          ? KnownNames.noSchedule(
              name, KnownNames.in(client.get(SchedulesCommand.PATH), "schedules"))
          : e;
    }
  }
}
