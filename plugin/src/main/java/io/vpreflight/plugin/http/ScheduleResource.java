// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.ScheduleDesk;
import io.vpreflight.jobs.service.ScheduleState;
import io.vpreflight.jobs.service.ServiceJson;
import java.io.IOException;

/** {@code GET /api/v1/schedules/{name}}: one, as it stands. */
final class ScheduleResource implements Resource {
  private final ScheduleDesk desk;

  ScheduleResource(ScheduleDesk desk) {
    this.desk = desk;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only();
    String name = call.part("name");
    ScheduleState state = desk.find(name).orElseThrow(() -> new Problem(404, desk.problem(name)));
    return Answer.json(200, out -> ServiceJson.schedule(state, out));
  }
}
