// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.config;

import io.vpreflight.jobs.check.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is on or off. */
final class Switches {
  private Switches() {}

  /** Off unless it is said to be on. */
  static boolean isOn(@Nullable Setting said, List<Text> problems) {
    if (said == null) {
      return false;
    }
    boolean isOn = said.value().equals("true");
    if (!isOn && !said.value().equals("false")) {
      String at = said.origin();
      problems.add(Text.of("config.notify-switch", at, said.value()));
    }
    return isOn;
  }
}
