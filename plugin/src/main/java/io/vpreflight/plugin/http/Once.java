// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.http;

import io.vpreflight.jobs.check.Text;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Does what is asked for with the same {@code Idempotency-Key} once, and answers as it did then. So
 * whoever did not get an answer may ask again. Keys are known for a day, while the service lives.
 */
final class Once {
  private static final Duration KNOWN = Duration.ofDays(1);
  private static final int MOST = 1_000;

  private final Clock clock;
  private final Map<String, Done> done =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Done> eldest) {
          return size() > MOST;
        }
      };

  Once(Clock clock) {
    this.clock = clock;
  }

  private record Done(Instant at, Answer answer) {}

  /** The same resource, asked once for each key; without a key, each time. */
  Resource each(Resource resource) {
    return call -> {
      String key = call.header().apply("Idempotency-Key");
      if (key == null) {
        return resource.answer(call);
      }
      check(key);
      return once(call.caller().name() + " " + call.path() + " " + key, resource, call);
    };
  }

  /**
   * Looks at a key.
   *
   * @throws Problem 400 when it is none
   */
  static void check(String key) {
    if (!key.matches("[!-~]{1,200}")) {
      throw new Problem(400, Text.of("http.bad-key"));
    }
  }

  private synchronized Answer once(String key, Resource resource, Call call) throws IOException {
    Instant now = clock.instant();
    Done before = done.get(key);
    if (before != null && now.isBefore(before.at().plus(KNOWN))) {
      return before.answer().with("Idempotency-Replayed", "true");
    }
    Answer answer = resource.answer(call);
    done.put(key, new Done(now, answer));
    return answer;
  }
}
