// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.meta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateExpiringTest {
  private static final String NAME = "vc01.example.org";

  private final AnInventory inventory = new AnInventory();

  private Results run(Duration left) {
    inventory.certificateNotAfter = AnInventory.NOW.plus(left);
    return Runs.run(new CertificateExpiring(), inventory);
  }

  @Test
  void more_than_a_month_is_time_enough() {
    assertEquals(List.of(), Runs.found(run(Duration.ofDays(31))));
    assertEquals(1, Runs.evaluated(run(Duration.ofDays(31))));
  }

  @Test
  void a_month_is_soon_a_week_is_imminent_and_then_it_is_over() {
    assertEquals(List.of(NAME + ": soon"), Runs.found(run(Duration.ofDays(30))));
    assertEquals(List.of(NAME + ": soon"), Runs.found(run(Duration.ofDays(8))));
    assertEquals(List.of(NAME + ": imminent"), Runs.found(run(Duration.ofDays(7))));
    assertEquals(List.of(NAME + ": imminent"), Runs.found(run(Duration.ZERO)));
    assertEquals(List.of(NAME + ": expired"), Runs.found(run(Duration.ofSeconds(-1))));
  }

  @Test
  void the_clock_of_the_vcenter_counts_and_not_ours() {
    inventory.collectedAt = AnInventory.NOW.plus(Duration.ofDays(100));
    assertEquals(List.of(NAME + ": expired"), Runs.found(run(Duration.ofDays(99))));
  }

  @Test
  void a_file_shows_no_certificate() {
    inventory.certificateNotAfter = null;
    assertEquals(
        List.of(NAME + ": reason.meta.certificate-not-seen"),
        Runs.undetermined(Runs.run(new CertificateExpiring(), inventory)));
  }
}
