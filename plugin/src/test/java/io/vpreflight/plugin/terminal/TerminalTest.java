// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.report.Style;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void colours_are_for_a_terminal_that_wants_them() {
    assertEquals(Style.COLOR, new Terminal(true, true, null).style(null));
    assertEquals(Style.PLAIN, new Terminal(true, true, null).style("1"));
    assertEquals(Style.PLAIN, new Terminal(false, true, null).style(null));
  }
}
