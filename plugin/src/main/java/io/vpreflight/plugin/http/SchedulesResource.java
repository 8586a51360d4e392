// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.service.ScheduleDesk;
import io.vpreflight.jobs.service.ServiceJson;
import java.io.IOException;

/** {@code GET /api/v1/schedules}: all of them, as they stand. */
final class SchedulesResource implements Resource {
  private final ScheduleDesk desk;

  SchedulesResource(ScheduleDesk desk) {
    this.desk = desk;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only();
    return Answer.json(200, out -> ServiceJson.schedules(desk.list(), out));
  }
}
