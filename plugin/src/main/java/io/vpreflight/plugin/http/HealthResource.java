// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import com.google.gson.JsonObject;
import io.vpreflight.jobs.live.LiveState;
import io.vpreflight.jobs.service.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * {@code GET /health}: the process lives. Who has a token is told how fresh it is where it follows
 * vCenters; nobody else learns that there are any.
 */
final class HealthResource implements Resource {
  private final ServiceParts parts;

  HealthResource(ServiceParts parts) {
    this.parts = parts;
  }

  @Override
  public Answer answer(Call call) {
    JsonObject health = new JsonObject();
    health.addProperty("status", "alive");
    List<LiveState> states = parts.live().get();
    if (!states.isEmpty() && !call.caller().equals(Identity.NOBODY)) {
      health.add("live", live(states));
    }
    return Answer.text(200, Answer.JSON, health + "\n");
  }

  private JsonObject live(List<LiveState> states) {
    JsonObject live = new JsonObject();
    live.addProperty("vcenters", states.size());
    live.addProperty("following", states.stream().filter(LiveState::following).count());
    Instant now = parts.clock().instant();
    states.stream()
        .map(LiveState::currentAt)
        .filter(Objects::nonNull)
        .map(at -> Math.max(0, Duration.between(at, now).toSeconds()))
        .max(Long::compare)
        .ifPresent(oldest -> live.addProperty("oldestSeconds", oldest));
    return live;
  }
}
