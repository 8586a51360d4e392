// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.history;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Ref;
import java.util.List;
import java.util.function.Predicate;

/** Reads {@code TaskFilterSpec}. */
final class TaskFilter {
  private TaskFilter() {}

  static Predicate<Element> of(Call call, Element filter) {
    List<String> states = Filters.texts(filter, "state");
    List<String> activations = Filters.texts(filter, "activationId");
    Element time = filter.child("time");
    String by = time == null ? null : time.textAt("timeType");
    String name =
        "startedTime".equals(by)
            ? "startTime"
            : "completedTime".equals(by) ? "completeTime" : "queueTime";
    List<String> users =
        filter.child("userName") == null
            ? List.of()
            : Filters.texts(filter.child("userName"), "userList");
    return info ->
        Filters.inside(time, Filters.time(info.textAt(name)))
            && (states.isEmpty() || states.contains(info.textAt("state") + ""))
            && (activations.isEmpty() || activations.contains(info.textAt("activationId") + ""))
            && (users.isEmpty() || users.contains(info.textAt("reason", "userName") + ""))
            && Filters.about(call, filter.child("entity"), entity(info));
  }

  private static List<Ref> entity(Element info) {
    Ref entity = info.refAt("entity");
    return entity == null ? List.of() : List.of(entity);
  }
}
