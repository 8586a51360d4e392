// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.plugin.config.Spans;
import java.time.Duration;
import java.util.Map;

/**
 * What may be said with a plan that is to be carried out.
 *
 * @param reason why now; empty when nothing was said
 * @param patience how long to stay with machines that others work on
 */
record RunWish(String reason, Duration patience) {
  private static final String REASON = "reason";
  private static final String WAIT = "wait";

  /**
   * Reads it; no body says nothing.
   *
   * @param withReason false where none is wanted
   * @throws Problem 400 when it says something else
   */
  static RunWish read(String body, boolean withReason) {
    String reason = "";
    Duration patience = Duration.ZERO;
    JsonObject said = body.isBlank() ? new JsonObject() : Bodies.object(body);
    for (Map.Entry<String, JsonElement> member : said.entrySet()) {
      boolean isText = member.getValue() instanceof JsonPrimitive;
      if (isText && withReason && member.getKey().equals(REASON)) {
        reason = Bodies.text(member.getValue()).strip();
      } else if (isText && member.getKey().equals(WAIT)) {
        patience = span(Bodies.text(member.getValue()));
      } else {
        String known = withReason ? REASON + ", " + WAIT : WAIT;
        throw new Problem(400, Text.of("http.unknown-member", member.getKey(), known));
      }
    }
    return new RunWish(reason, patience);
  }

  private static Duration span(String said) {
    Duration span = Spans.of(said);
    if (span == null) {
      throw new Problem(400, Text.of("http.bad-span", WAIT, said));
    }
    return span;
  }
}
