// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.proof;

import java.time.Duration;

/** The clocks, and what vCenter itself complains of. */
class MetaProofTest extends Room {
  @Override
  void declare() {
    proof("vcenter.clock.offset")
        .alone()
        .found(
            "far-off",
            place -> {
              place.server(
                  "its clock 10 minutes ahead",
                  options -> options.clockOffset(Duration.ofMinutes(10)));
              return place.vcenter().rootFolder();
            })
        .silent(place -> place.vcenter().rootFolder())
        .elsewhere(
            Answer.UNDETERMINED,
            "a living server always says its time",
            "ClockOffsetTest.a_file_says_nothing_of_clocks");
  }
}
