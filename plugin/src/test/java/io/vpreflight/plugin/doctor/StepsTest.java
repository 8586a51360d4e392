// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.profile.ProfileReader;
import io.vpreflight.jobs.repair.plan.Installations;
import io.vpreflight.plugin.access.Account;
import io.vpreflight.plugin.access.FeatureAccess;
import io.vpreflight.plugin.access.FeatureAccess.Lack;
import io.vpreflight.plugin.access.FeatureAccess.State;
import io.vpreflight.vsphere.Logins;
import io.vpreflight.vsphere.inventory.About;
import io.vpreflight.vsphere.inventory.ApiVersion;
import io.vpreflight.vsphere.inventory.Coverage.View;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.soap.Greeting;
import io.vpreflight.vsphere.soap.ServiceContent;
import io.vpreflight.vsphere.soap.SoapSession.CurrentTime;
import io.vpreflight.vsphere.vim.LongTail.Sight;
import io.vpreflight.vsphere.vim.VimSessions.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is said of each answer that a server may give. */
class StepsTest {
  private static final Limits LIMITS = ProfileReader.builtIn("discovery-audit").limits();
  private static final MoRef ROOT = new MoRef("Folder", "group-d1");

  private static Status clock(Duration offset) {
    return AccountSteps.clock(new CurrentTime(Instant.EPOCH, offset), LIMITS).status();
  }

  private static Step server(String apiType, String apiVersion) {
    About about = new About("product", "product 1", "1", "2", apiType, apiVersion, null);
    return ServerStep.greeted(
        new Greeting(new ServiceContent(about, Map.of()), new ApiVersion("6.0"), List.of()));
  }

  private static Step inventory(View view, MoRef... objects) {
    return AccountSteps.inventory(
        new Account("user", ROOT, List.of(objects), new Sight(view, Map.of())));
  }

  private static FeatureAccess audit(State state) {
    List<Lack> lacks =
        state == State.LACKING ? List.of(new Lack("System.Read", List.of(ROOT), 7)) : List.of();
    Text reason = state == State.UNDETERMINED ? Text.of("privileges.reason.partial") : null;
    return new FeatureAccess("audit", state, lacks, 7, reason);
  }

  private static Step privileges(State audit, State log) {
    return AccountSteps.privileges(
        List.of(audit(audit), new FeatureAccess("hostd-log", log, List.of(), 1, null)));
  }

  @Tag("F18")
  @Test
  void the_clock_is_held_against_the_limits_of_the_profile_both_ways() {
    assertEquals(Status.OK, clock(Duration.ofSeconds(59)));
    assertEquals(Status.WARNING, clock(Duration.ofMinutes(1)));
    assertEquals(Status.WARNING, clock(Duration.ofSeconds(-299)));
    assertEquals(Status.PROBLEM, clock(Duration.ofMinutes(-5)));
  }

  @Test
  void what_answers_is_a_vcenter_an_esxi_or_a_problem() {
    assertEquals(Status.OK, server("VirtualCenter", "8.0.3.0").status());
    assertEquals(Status.OK, server("HostAgent", "7.0.3.0").status());
    assertEquals(Status.PROBLEM, server("VirtualCenter", "5.5").status());
    assertEquals(Status.PROBLEM, server("Something", "8.0").status());
    assertNotNull(server("Something", "8.0").remedy());
  }

  @Test
  void only_a_whole_view_is_well() {
    MoRef vm = new MoRef("VirtualMachine", "vm-1");
    assertEquals(Status.OK, inventory(View.FULL, ROOT, vm).status());
    assertEquals(Status.WARNING, inventory(View.FULL, ROOT).status());
    assertEquals(Status.PROBLEM, inventory(View.PARTIAL, ROOT, vm).status());
    assertEquals(Status.UNDETERMINED, inventory(View.NOT_VERIFIED, ROOT, vm).status());
  }

  @Test
  void many_sessions_of_one_user_are_a_warning_and_no_session_at_all_is_no_answer() {
    assertEquals(Status.OK, AccountSteps.counted(new Counts(2, 40)).status());
    assertEquals(Status.WARNING, AccountSteps.counted(new Counts(50, 60)).status());
    assertEquals(Status.UNDETERMINED, AccountSteps.counted(new Counts(0, 0)).status());
  }

  @Tag("F42")
  @Test
  void another_installation_is_a_warning_and_what_could_not_be_looked_at_is_no_answer() {
    Text gap = Text.of("installation.none");
    Logins.Login last = new Logins.Login("repairer", Instant.EPOCH, null, null);
    Installations.Other other = new Installations.Other("abcdefgh2345", last);
    assertEquals(Status.OK, OwnInstallation.step(Installations.NOT_ASKED).status());
    Installations open = new Installations(List.of(), Set.of(), List.of(gap));
    assertEquals(Status.UNDETERMINED, OwnInstallation.step(open).status());
    Installations both = new Installations(List.of(other), Set.of(), List.of(gap));
    assertEquals(Status.WARNING, OwnInstallation.step(both).status());
    assertEquals(List.of("abcdefgh2345"), OwnInstallation.step(both).facts().get("others"));
  }

  @Test
  void what_an_audit_needs_decides_about_privileges() {
    assertEquals(Status.OK, privileges(State.GRANTED, State.GRANTED).status());
    assertNull(privileges(State.GRANTED, State.GRANTED).remedy());
    assertEquals(Status.OK, privileges(State.GRANTED, State.LACKING).status());
    assertNotNull(privileges(State.GRANTED, State.LACKING).remedy());
    assertEquals(Status.PROBLEM, privileges(State.LACKING, State.GRANTED).status());
    assertEquals(Status.UNDETERMINED, privileges(State.UNDETERMINED, State.GRANTED).status());
  }

  @Test
  void a_certificate_covers_its_names_and_one_level_of_a_wildcard() {
    List<String> names = List.of("*.example.org", "VC.example.com", "0:0:0:0:0:0:0:1");
    assertTrue(HostNames.cover(names, "vc.example.com"));
    assertTrue(HostNames.cover(names, "vc.example.org"));
    assertFalse(HostNames.cover(names, "vc.site.example.org"));
    assertFalse(HostNames.cover(names, "example.org"));
    assertFalse(HostNames.cover(List.of(), "localhost"));
  }
}
