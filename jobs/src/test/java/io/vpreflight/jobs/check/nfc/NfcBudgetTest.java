// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class NfcBudgetTest {
  @Test
  void azure_migrate_reads_eight_disks_of_a_host_at_a_time() {
    assertEquals(8, NfcBudget.disksAtATime());
  }

  @Test
  void a_host_serves_as_many_streams_as_its_buffers_hold() {
    assertEquals(32, NfcBudget.streams("5.5.0"));
    assertEquals(48, NfcBudget.streams("6.7.0"));
    assertEquals(48, NfcBudget.streams("8.0.3"));
  }

  @Test
  void a_version_that_is_not_known_promises_nothing() {
    assertNull(NfcBudget.streams(null));
    assertNull(NfcBudget.streams("x"));
  }
}
