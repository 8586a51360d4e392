// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.audit.Audit;
import io.vpreflight.jobs.audit.AuditRequest;
import io.vpreflight.jobs.audit.AuditRunner;
import io.vpreflight.jobs.audit.Checks;
import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.audit.Scope;
import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.vsphere.CollectionProgress;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo shows everything that the product can say of a file. */
class DemoCompanyTest {
  /** Checks that no object dump can let fire, with the reason. */
  private static final Map<String, String> NOT_IN_A_FILE =
      Map.of(
          "host.nfc.log", "an object dump has no log of a host",
          "vcenter.certificate.expiring", "a file shows no certificate",
          "vcenter.clock.offset", "a file says nothing of the clock that it was read by",
          "vm.reboot.guest", "never observable: every machine is counted as such");

  private static final List<Audit> AUDITS = new ArrayList<>();

  @BeforeAll
  static void audit_the_company_for_every_purpose() throws IOException {
    try (DemoCompany company = DemoCompany.unpack()) {
      for (String id : ProfileReader.BUILT_IN) {
        Profile profile = ProfileReader.builtIn(id);
        List<Check> checks =
            Checks.all().stream().filter(check -> profile.runs(check.info().id())).toList();
        AuditRequest request =
            new AuditRequest(
                profile,
                checks,
                company.sources(),
                company.baselines(),
                Scope.ALL,
                List.of(),
                Set.of());
        AUDITS.add(
            new AuditRunner(Clock.systemUTC(), 2).run(request, name -> CollectionProgress.NONE));
      }
    }
  }

  @Test
  void every_check_fires() {
    Set<String> silent = new TreeSet<>();
    Checks.all().forEach(check -> silent.add(check.info().id()));
    AUDITS.stream()
        .flatMap(audit -> audit.findings().stream())
        .map(Finding::check)
        .forEach(silent::remove);

    assertEquals(new TreeSet<>(NOT_IN_A_FILE.keySet()), silent);
  }

  @Test
  void no_check_breaks_and_no_file_is_misunderstood() {
    for (Audit audit : AUDITS) {
      audit.runs().forEach(run -> assertNull(run.broke(), run.check()));
      audit
          .estate()
          .scenes()
          .forEach(
              scene -> {
                assertEquals(List.of(), scene.inventory().coverage().unparsed());
                assertEquals(Map.of(), scene.inventory().coverage().unknownSchema());
              });
    }
  }

  @Test
  void what_cannot_be_known_is_shown_in_each_of_its_ways() {
    Set<String> reasons = new HashSet<>();
    for (Audit audit : AUDITS) {
      audit.undetermined().forEach(result -> reasons.add(result.reason().key()));
    }

    for (String way :
        List.of(
            "reason.unset",
            "reason.unreadable",
            "reason.stale.vm",
            "reason.stale.host",
            "reason.api-too-old",
            "reason.access.not-verified",
            "reason.snapshot.native")) {
      assertTrue(reasons.contains(way), way + " is not among " + new TreeSet<>(reasons));
    }
  }

  @Test
  void most_machines_have_nothing_to_do() {
    for (Audit audit : AUDITS) {
      Set<Object> troubled = new HashSet<>();
      for (Finding finding : audit.findings()) {
        if (finding.object().ref().type().equals("VirtualMachine")) {
          troubled.add(finding.object());
        }
      }
      int machines =
          audit.estate().scenes().stream()
              .mapToInt(scene -> scene.inventory().virtualMachines().size())
              .sum();
      assertTrue(troubled.size() * 2 < machines, troubled.size() + " of " + machines);
    }
  }
}
