// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.service.History;
import io.vpreflight.jobs.service.HistoryJson;
import io.vpreflight.jobs.service.Page;
import io.vpreflight.jobs.store.FindingQuery;
import io.vpreflight.jobs.store.FindingQuery.State;
import io.vpreflight.jobs.store.HeldFinding;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code GET /api/v1/findings}: what is wrong, and since when. */
final class FindingsResource implements Resource {
  private static final int USUAL = 100;
  private static final int MOST = 500;

  private final History history;

  FindingsResource(History history) {
    this.history = history;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    call.only("schedule", "state", "severity", "check", "vm", "limit", "after");
    int limit = call.limit(USUAL, MOST);
    FindingQuery query =
        new FindingQuery(
            call.query("schedule"),
            oneOf(State.class, "state", call.query().getOrDefault("state", "open")),
            severity(call.query("severity")),
            call.query("check"),
            call.query("vm"));
    Text problem = history.problem(query);
    if (problem != null) {
      throw new Problem(400, problem);
    }
    Page<HeldFinding> page = history.findings(query, call.queryOrNull("after"), limit);
    return Answer.json(200, out -> HistoryJson.findings(page, call.texts(), out));
  }

  private static String severity(String said) {
    return said.isEmpty() ? said : oneOf(Severity.class, "severity", said).name();
  }

  private static <E extends Enum<E>> E oneOf(Class<E> type, String name, String said) {
    for (E one : type.getEnumConstants()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(said)) {
        return one;
      }
    }
    String all =
        Arrays.stream(type.getEnumConstants())
            .map(one -> one.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new Problem(400, Text.of("http.not-one-of", name, all));
  }
}
