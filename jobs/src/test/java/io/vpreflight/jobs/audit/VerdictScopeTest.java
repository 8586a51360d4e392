// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.check.Check;
import io.vpreflight.jobs.profile.Profile;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.testing.AVm;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.vsphere.inventory.Inventory;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictScopeTest {
  private static Verdicts verdicts(String profileId, Scope scope, AVm... vms) {
    Profile profile = ProfileReader.builtIn(profileId);
    List<Check> checks =
        Checks.all().stream().filter(check -> profile.runs(check.info().id())).toList();
    Inventory inventory = AnInventory.of(vms).build();
    AuditRequest request =
        new AuditRequest(profile, checks, List.of(), List.of(), scope, List.of(), Set.of());
    Clock clock = Clock.fixed(AnInventory.NOW, ZoneOffset.UTC);
    return new AuditRunner(clock, 0.02)
        .judge(request, List.of(inventory), List.of(), AnInventory.NOW)
        .verdicts();
  }

  private static List<String> names(Verdicts verdicts) {
    return verdicts.vms().stream().map(verdict -> verdict.object().name()).toList();
  }

  @Test
  void an_audit_judges_every_candidate() {
    Verdicts all =
        verdicts("azure-migrate-agentless", Scope.ALL, AVm.named("web01"), AVm.named("db01"));
    assertEquals(List.of("web01", "db01"), names(all));
  }

  @Test
  void a_machine_that_nobody_asked_about_has_no_verdict() {
    Scope web = new Scope(List.of(Pattern.of("web*")), List.of());
    Verdicts some = verdicts("azure-migrate-agentless", web, AVm.named("web01"), AVm.named("db01"));
    assertEquals(List.of("web01"), names(some));
    assertEquals(Map.of("out-of-scope", 1), some.notJudged());
  }

  @Test
  void a_profile_without_verdicts_gives_none() {
    assertEquals(Verdicts.NONE, verdicts("discovery-audit", Scope.ALL, AVm.named("web01")));
  }
}
