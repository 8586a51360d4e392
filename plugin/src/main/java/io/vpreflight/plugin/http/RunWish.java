// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.InstallationAnswers;
import io.vpreflight.plugin.config.Spans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may be said with a plan that is to be carried out.
 *
 * @param reason why now; empty when nothing was said
 * @param patience how long to stay with machines that others work on
 * @param answered other installations, by id, that whoever resumes answers for
 */
record RunWish(String reason, Duration patience, Set<String> answered) {
  private static final String REASON = "reason";
  private static final String WAIT = "wait";
  private static final String ACKNOWLEDGE = "acknowledge";

  /**
   * Reads it; no body says nothing.
   *
   * @param isNew false for a plan that is taken up again: that wants no reason, and may answer for
   *     other installations, while a new plan has its answers in it
   * @throws Problem 400 when it says something else
   */
  static RunWish read(String body, boolean isNew) {
    String reason = "";
    Duration patience = Duration.ZERO;
    Set<String> answered = Set.of();
    JsonObject said = body.isBlank() ? new JsonObject() : Bodies.object(body);
    for (Map.Entry<String, JsonElement> member : said.entrySet()) {
      boolean isText = member.getValue() instanceof JsonPrimitive;
      if (isText && isNew && member.getKey().equals(REASON)) {
        reason = Bodies.text(member.getValue()).strip();
      } else if (isText && member.getKey().equals(WAIT)) {
        patience = span(Bodies.text(member.getValue()));
      } else if (!isNew
          && member.getKey().equals(ACKNOWLEDGE)
          && member.getValue() instanceof JsonArray all) {
        answered = answers(all);
      } else {
        String known = isNew ? REASON + ", " + WAIT : ACKNOWLEDGE + ", " + WAIT;
        throw new Problem(400, Text.of("http.unknown-member", member.getKey(), known));
      }
    }
    return new RunWish(reason, patience, answered);
  }

  private static Set<String> answers(JsonArray all) {
    List<String> said = new ArrayList<>();
    all.forEach(one -> said.add(Bodies.text(one)));
    List<String> bad = InstallationAnswers.bad(said);
    if (!bad.isEmpty()) {
      String first = bad.get(0);
      throw new Problem(400, Text.of("config.bad-answer", ACKNOWLEDGE, first));
    }
    return InstallationAnswers.of(said);
  }

  private static Duration span(String said) {
    Duration span = Spans.of(said);
    if (span == null) {
      throw new Problem(400, Text.of("http.bad-span", WAIT, said));
    }
    return span;
  }
}
