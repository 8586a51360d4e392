// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.ScheduleDesk;
import io.vpreflight.jobs.service.ScheduleDesk.Action;
import io.vpreflight.jobs.service.ScheduleState;
import io.vpreflight.jobs.service.ServiceJson;
import java.io.IOException;

/**
 * {@code POST /api/v1/schedules/{name}/run}, {@code /pause}, {@code /resume}: acts on a schedule,
 * and says how it stands then.
 */
final class ScheduleActionResource implements Resource {
  private final ScheduleDesk desk;
  private final Action action;

  ScheduleActionResource(ScheduleDesk desk, Action action) {
    this.desk = desk;
    this.action = action;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only();
    String name = call.part("name");
    ScheduleState state =
        desk.act(name, action).orElseThrow(() -> new Problem(404, desk.problem(name)));
    // To be done is not yet done.
    int status = action == Action.RUN ? 202 : 200;
    return Answer.json(status, out -> ServiceJson.schedule(state, out));
  }
}
