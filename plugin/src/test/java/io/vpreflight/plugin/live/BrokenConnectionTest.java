// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.FaultProxy;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.plugin.server.VcsimStats;
import io.vpreflight.scenario.DatacenterScenario;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that break on the way: nothing is done twice, nothing that was read is lost. */
@Timeout(600)
class BrokenConnectionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");
  private static final int MACHINES = 600;

  @TempDir Path temp;

  @Tag("F3")
  @Test
  void a_cut_somewhere_in_tls_is_read_anew_and_nothing_is_missing() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.dump(many()))) {
      for (long bytes : List.of(60_000L, 600_000L)) {
        try (FaultProxy proxy = FaultProxy.before(server.url()).cutAfter(bytes)) {
          Result result = Live.audit(temp, server, proxy.url());
          assertEquals(1, proxy.cuts(), bytes + " bytes: " + proxy.bytesFromServer());
          assertTrue(result.code() != Exit.INCOMPLETE, bytes + " bytes: " + result.err());
          assertEquals(MACHINES, Live.vms(result).size());
          assertEquals(0, Live.vcenter(result).get("missing").getAsInt());
          Live.assertConserved(Live.vcenter(result));
        }
      }
      VcsimStats stats = server.stats();
      assertEquals(2, stats.logins(), stats.toString());
      assertEquals(2, stats.logouts(), stats.toString());
      assertEquals(0, stats.openSessions(), stats.toString());
    }
  }

  @Test
  void what_was_read_before_the_line_went_dead_is_kept_and_judged() throws IOException {
    try (Vcsim server = Vcsim.start(VcsimOptions.dump(many()));
        FaultProxy proxy = FaultProxy.before(server.url())) {
      assertEquals(MACHINES, Live.vms(Live.audit(temp, server, proxy.url())).size());
      proxy.dieAfter(proxy.bytesFromServer() / 2);
      Result result = Live.audit(temp, server, proxy.url());
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      JsonObject vcenter = Live.vcenter(result);
      Live.assertConserved(vcenter);
      assertTrue(vcenter.get("missing").getAsInt() > 0, vcenter.toString());
      int read = Live.vms(result).size();
      assertTrue(read > 0 && read < MACHINES, read + " were read");
      assertTrue(Live.causes(result).containsAll(List.of("stopped", "not-conserved")));
      // Every fifth machine has an old snapshot: what was seen of them is a finding still.
      long found =
          Live.objects(result.json(), "findings").stream()
              .filter(f -> f.get("check").getAsString().equals("vm.snapshot.age"))
              .count();
      assertTrue(found > 0 && found <= read, found + " findings of " + read);
      assertTrue(
          Live.objects(result.json(), "findings").stream()
              .noneMatch(f -> f.get("kind").getAsString().equals("hidden-vms")),
          "what was not read is not hidden");
    }
  }

  @Tag("F3")
  @Test
  void a_login_whose_answer_breaks_off_is_sent_once_and_left() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().plainHttp().vms(1));
        FaultProxy proxy = FaultProxy.before(server.url()).cutInReplyWith("<LoginResponse")) {
      Result result = Live.audit(temp, server, proxy.url());
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertEquals(1, proxy.cuts());
      assertTrue(result.out().contains("the connection broke"), result.out());
      VcsimStats stats = server.stats();
      assertEquals(1, stats.calls("Login"), stats.toString());
      assertEquals(0, stats.openSessions(), stats.toString());
    }
  }

  @Tag("F3")
  @Test
  void a_login_whose_answer_is_lost_is_not_sent_again() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().plainHttp().vms(1));
        FaultProxy proxy = FaultProxy.before(server.url()).swallowReplyTo("<Login ")) {
      Result result = Live.audit(temp, server, proxy.url());
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertEquals(1, proxy.cuts());
      assertTrue(result.out().contains("the connection broke"), result.out());
      assertEquals(1, server.stats().calls("Login"));
    }
  }

  @Tag("F3")
  @Test
  void a_logout_whose_answer_is_lost_is_not_sent_again_and_no_failure() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().plainHttp().vms(1));
        FaultProxy proxy = FaultProxy.before(server.url()).swallowReplyTo("<Logout ")) {
      Result result = Live.audit(temp, server, proxy.url());
      assertTrue(result.code() != Exit.INCOMPLETE, result.toString());
      assertEquals(1, proxy.cuts());
      Live.assertGentle(server.stats(), 1);
    }
  }

  @Tag("F3")
  @Test
  void a_list_that_breaks_off_is_read_anew_in_a_view_of_its_own() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().plainHttp());
        FaultProxy proxy =
            FaultProxy.before(server.url()).cutInReplyWith("<CreateContainerViewResponse")) {
      Result result = Live.audit(temp, server, proxy.url());
      assertTrue(result.code() != Exit.INCOMPLETE, result.toString());
      assertEquals(1, proxy.cuts());
      assertEquals(2, Live.vms(result).size());
      Live.assertGentle(server.stats(), 1);
      Live.assertNothingSentTwice(result, server.stats());
    }
  }

  @Tag("F5")
  @Test
  void every_call_that_is_repeated_is_counted_and_none_is_sent_behind_our_back() {
    for (String method :
        List.of("RetrievePropertiesEx", "CreateCollectorForTasks", "HasPrivilegeOnEntities")) {
      try (Vcsim server = Vcsim.start(VcsimOptions.model().plainHttp());
          FaultProxy proxy = FaultProxy.before(server.url()).swallowReplyTo("<" + method + " ")) {
        Result result = Live.audit(temp, server, proxy.url());
        assertTrue(result.code() != Exit.INCOMPLETE, method + ": " + result);
        assertEquals(1, proxy.cuts(), method);
        Live.assertNothingSentTwice(result, server.stats());
        Live.assertGentle(server.stats(), 1);
      }
    }
  }

  @Tag("F7")
  @Test
  void a_page_of_a_proxy_is_no_answer_of_a_vcenter() {
    String page = "<html><body>The proxy is sorry <script>alert(1)</script></body></html>";
    for (String status : List.of("200 OK", "500 Oops", "403 Forbidden")) {
      try (Vcsim server = Vcsim.start(VcsimOptions.model().plainHttp());
          FaultProxy proxy =
              FaultProxy.before(server.url())
                  .answer("<RetrievePropertiesEx ", status, "text/html", page)) {
        Result result = Live.audit(temp, server, proxy.url());
        assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
        assertTrue(result.out().contains("a proxy or a login page"), result.out());
        assertEquals(0, server.stats().openSessions());
      }
    }
  }

  @Tag("F7")
  @Test
  void a_vcenter_that_is_down_behind_its_proxy_is_told_so() {
    try (Vcsim server = Vcsim.start(VcsimOptions.model().plainHttp());
        FaultProxy proxy =
            FaultProxy.before(server.url())
                .answer("<CurrentTime ", "503 Service Unavailable", "text/html", "<html/>")) {
      Result result = Live.audit(temp, server, proxy.url());
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertTrue(result.out().contains("down or still starting"), result.out());
      assertEquals(0, server.stats().openSessions());
    }
  }

  private Path many() throws IOException {
    VCenterScenario vcenter = Scenario.vcenter("vc", NOW);
    DatacenterScenario datacenter = vcenter.datacenter("Paris");
    var host = datacenter.cluster("Production").host("esx01.example.org");
    for (int i = 0; i < MACHINES; i++) {
      var vm = datacenter.vm("vm-" + i).on(host);
      if (i % 5 == 0) {
        vm.snapshot("before patch", NOW.minus(Duration.ofDays(40)));
      }
    }
    Path folder = Files.createDirectories(temp.resolve("dump"));
    vcenter.writeTo(folder);
    return folder;
  }
}
