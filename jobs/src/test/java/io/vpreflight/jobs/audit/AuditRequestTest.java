// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.check.Staleness;
import io.vpreflight.jobs.check.reboot.HostRebootRequired;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.vsphere.inventory.Property;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an audit asks of a vCenter. */
class AuditRequestTest {
  private static Set<Property> reads(List<Check> checks, Set<Property> extra) {
    return new AuditRequest(
            ProfileReader.builtIn("discovery-audit"),
            checks,
            List.of(),
            List.of(),
            Scope.ALL,
            List.of(),
            extra)
        .reads()
        .properties();
  }

  @Test
  void a_check_that_is_asked_for_alone_still_tells_a_dead_host_from_a_living_one() {
    Set<Property> missing = new HashSet<>(Staleness.READS);
    missing.removeAll(reads(List.of(new HostRebootRequired()), Set.of()));
    assertEquals(Set.of(), missing);
  }

  @Test
  void logs_are_read_only_when_asked_for() {
    assertFalse(reads(Checks.all(), Set.of()).contains(VCenterFact.HOST_LOG));
    assertTrue(reads(Checks.all(), Set.of(VCenterFact.HOST_LOG)).contains(VCenterFact.HOST_LOG));
  }
}
