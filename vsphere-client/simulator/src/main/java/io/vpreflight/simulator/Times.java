// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator;

import io.vpreflight.simulator.model.Element;
import io.vpreflight.simulator.model.ManagedObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;

/** Moves every time in a dump, so that what happened yesterday there happened yesterday here. */
final class Times {
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

  private final Duration by;

  Times(Duration by) {
    this.by = by;
  }

  void shift(ManagedObject object) {
    List.copyOf(object.names())
        .forEach(
            name -> {
              Element value = object.get(name);
              if (value != null) {
                shift(value);
              }
            });
  }

  void shift(Element element) {
    // 1970 stands for never.
    if (TIME.matcher(element.text()).matches() && !element.text().startsWith("1970")) {
      try {
        element.setValue(OffsetDateTime.parse(element.text()).toInstant().plus(by));
      } catch (DateTimeException e) {
        // A text that only looks like a time stays as it is.
      }
    }
    element.children().forEach(this::shift);
  }
}
