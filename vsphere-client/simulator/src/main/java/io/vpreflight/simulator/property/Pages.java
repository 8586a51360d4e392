// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.property;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Fault;
import io.vpreflight.simulator.session.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answers of one session that were cut into pages; a token is good for one page. */
final class Pages {
  private final Map<String, Rest> rests = new HashMap<>();
  private long tokens;

  private record Rest(List<Selection.Wanted> objects, int size) {}

  static Pages of(Session session) {
    return session.room(Pages.class, Pages::new);
  }

  /** One page of these objects; null when there are none. */
  @Nullable Element page(Contents contents, List<Selection.Wanted> objects, int size) {
    if (objects.isEmpty()) {
      return null;
    }
    Element result = Element.typed("returnval", "RetrieveResult");
    int end = Math.min(size, objects.size());
    if (end < objects.size()) {
      String token = Long.toString(tokens++);
      rests.put(token, new Rest(List.copyOf(objects.subList(end, objects.size())), size));
      result.add("token", token);
    }
    objects.subList(0, end).forEach(wanted -> result.add(contents.content("objects", wanted)));
    return result;
  }

  /**
   * The page behind a token, which is used up.
   *
   * @throws Fault {@code InvalidProperty}, as vCenter calls a token that this session does not have
   */
  @Nullable Element next(Contents contents, String token) {
    Rest rest = rests.remove(token);
    if (rest == null) {
      throw Fault.invalidProperty("token");
    }
    return page(contents, rest.objects(), rest.size());
  }

  /** Lets go of the rest of an answer. */
  void cancel(String token) {
    if (rests.remove(token) == null) {
      throw Fault.invalidProperty("token");
    }
  }
}
