// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.history;

import io.vpreflight.simulator.model.Call;
import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.Ref;
import io.vpreflight.simulator.property.Ancestors;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What filters of events and of tasks have in common. */
final class Filters {
  private Filters() {}

  static @Nullable Instant time(@Nullable String text) {
    return text == null || text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
  }

  /** True when that time is inside of {@code beginTime} and {@code endTime}, both included. */
  static boolean inside(@Nullable Element byTime, @Nullable Instant time) {
    if (byTime == null) {
      return true;
    }
    Instant begin = time(byTime.textAt("beginTime"));
    Instant end = time(byTime.textAt("endTime"));
    if (time == null) {
      return begin == null && end == null;
    }
    return (begin == null || !time.isBefore(begin)) && (end == null || !time.isAfter(end));
  }

  /** True when one of these entities is meant: {@code self}, {@code children} or {@code all}. */
  static boolean about(Call call, @Nullable Element byEntity, List<Ref> entities) {
    Ref wanted = byEntity == null ? null : byEntity.refAt("entity");
    if (byEntity == null || wanted == null) {
      return true;
    }
    String recursion = byEntity.textAt("recursion");
    for (Ref entity : entities) {
      if (entity.equals(wanted) && !"children".equals(recursion)) {
        return true;
      }
      Set<Ref> above = new TreeSet<>(Ancestors.of(call.world(), entity));
      if (!"self".equals(recursion) && above.contains(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** The texts of all children of that name. */
  static List<String> texts(Element filter, String name) {
    return filter.children(name).stream().map(Element::text).toList();
  }
}
