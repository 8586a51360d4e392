// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.vpreflight.plugin.cli.Exit;
import io.vpreflight.plugin.cli.Shell.Result;
import io.vpreflight.plugin.server.Vcsim;
import io.vpreflight.plugin.server.VcsimOptions;
import io.vpreflight.plugin.server.VcsimStats;
import io.vpreflight.scenario.DatacenterScenario;
import io.vpreflight.scenario.HostScenario;
import io.vpreflight.scenario.Scenario;
import io.vpreflight.scenario.VCenterScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults of vCenter: what they hit is undetermined, and nothing else is. */
@Timeout(600)
class InjectedFaultsTest {
  @TempDir Path temp;

  private Path faults(String... rules) throws IOException {
    Path file = temp.resolve("faults.json");
    Files.writeString(file, "[" + String.join(",", rules) + "]");
    return file;
  }

  private static String rule(String method, String fault, String more) {
    return "{\"method\": \"" + method + "\", \"fault\": \"" + fault + "\"" + more + "}";
  }

  private static Set<String> undetermined(Result result, String check) {
    Set<String> names = new TreeSet<>();
    for (JsonObject each : Live.objects(result.json(), "undetermined")) {
      if (each.get("check").getAsString().equals(check)) {
        names.add(each.getAsJsonObject("object").get("name").getAsString());
      }
    }
    return names;
  }

  private static String reasons(Result result, String check) {
    Set<String> reasons = new TreeSet<>();
    for (JsonObject each : Live.objects(result.json(), "undetermined")) {
      if (each.get("check").getAsString().equals(check)) {
        reasons.add(each.get("reason").getAsString());
      }
    }
    return reasons.toString();
  }

  @Tag("F11")
  @Test
  void what_may_not_be_read_of_one_machine_is_undetermined_for_this_one_alone() throws IOException {
    VCenterScenario vcenter = Scenario.vcenter("vc", Instant.parse("2026-11-20T06:00:00Z"));
    DatacenterScenario datacenter = vcenter.datacenter("Paris");
    HostScenario host = datacenter.cluster("Production").host("esx01.example.org");
    for (String name : List.of("db01", "web01", "web02")) {
      datacenter.vm(name).on(host).changeTracking(false);
    }
    Path dump = Files.createDirectories(temp.resolve("dump"));
    vcenter.writeTo(dump);
    String denied;
    try (Vcsim server = Vcsim.start(VcsimOptions.dump(dump))) {
      Result whole = Live.audit(temp, server);
      assertEquals(Set.of(), undetermined(whole, "vm.cbt.off"));
      denied =
          Live.objects(whole.json(), "vms").stream()
              .map(vm -> vm.getAsJsonObject("object"))
              .filter(vm -> vm.get("name").getAsString().equals("web01"))
              .map(vm -> vm.get("moId").getAsString())
              .findFirst()
              .orElseThrow();
    }
    String rule = "VirtualMachine/" + denied + ":config.changeTrackingEnabled";
    try (Vcsim server = Vcsim.start(VcsimOptions.dump(dump).deny(rule))) {
      Result result = Live.audit(temp, server, "--max-unreadable", "100");
      assertEquals(Set.of("web01"), undetermined(result, "vm.cbt.off"));
      assertTrue(reasons(result, "vm.cbt.off").contains("NoPermission"), result.out());
      assertEquals(
          List.of("db01", "web02"),
          Live.objects(result.json(), "findings").stream()
              .filter(f -> f.get("check").getAsString().equals("vm.cbt.off"))
              .map(f -> f.getAsJsonObject("object").get("name").getAsString())
              .distinct()
              .sorted()
              .toList());
      assertEquals(List.of(), Live.causes(result));
    }
  }

  @Tag("F11")
  @Test
  void more_than_the_allowed_share_of_unreadable_machines_is_incomplete() {
    VcsimOptions options = VcsimOptions.model().vms(3).deny("VirtualMachine:config.files");
    try (Vcsim server = Vcsim.start(options)) {
      Result strict = Live.audit(temp, server);
      assertEquals(Exit.INCOMPLETE, strict.code(), strict.toString());
      assertEquals(List.of("unreadable"), Live.causes(strict));
      Result lenient = Live.audit(temp, server, "--max-unreadable", "100%");
      assertEquals(List.of(), Live.causes(lenient));
      assertTrue(lenient.code() != Exit.INCOMPLETE, lenient.toString());
    }
  }

  @Tag("F10")
  @Test
  void an_object_that_vanishes_is_gone_and_not_a_failure() throws IOException {
    // The first read of properties is that of the view; those that follow are of objects.
    Path file = faults(rule("RetrievePropertiesEx", "managedObjectNotFound", ", \"skipCount\": 9"));
    try (Vcsim server = Vcsim.start(VcsimOptions.model().faults(file))) {
      Result result = Live.audit(temp, server);
      JsonObject vcenter = Live.vcenter(result);
      Live.assertConserved(vcenter);
      assertEquals(0, vcenter.get("missing").getAsInt(), vcenter.toString());
      assertTrue(vcenter.get("gone").getAsInt() > 0, vcenter.toString());
      assertTrue(!Live.causes(result).contains("not-conserved"), Live.causes(result).toString());
    }
  }

  @Tag("F12")
  @Test
  void what_passes_by_itself_is_tried_again() throws IOException {
    for (String fault : List.of("HostCommunication", "RequestCanceled", "SystemError")) {
      Path file =
          faults(rule("RetrievePropertiesEx", fault, ", \"skipCount\": 6, \"maxCount\": 2"));
      try (Vcsim server = Vcsim.start(VcsimOptions.model().faults(file))) {
        Result result = Live.audit(temp, server);
        assertTrue(result.code() != Exit.INCOMPLETE, fault + ": " + result);
        assertEquals(2, Live.vms(result).size(), fault);
        assertEquals(0, Live.vcenter(result).get("missing").getAsInt(), fault);
        assertEquals(2, server.stats().faults().get("RetrievePropertiesEx"), fault);
        Live.assertNothingSentTwice(result, server.stats());
      }
    }
  }

  @Tag("F12")
  @Test
  void what_does_not_pass_ends_in_time_and_is_named() throws IOException {
    for (String fault : List.of("HostCommunication", "methodNotFound", "noPermission")) {
      Path file = faults(rule("RetrievePropertiesEx", fault, ", \"skipCount\": 2"));
      try (Vcsim server = Vcsim.start(VcsimOptions.model().faults(file))) {
        Result result = Live.audit(temp, server);
        assertEquals(Exit.INCOMPLETE, result.code(), fault + ": " + result);
        VcsimStats stats = server.stats();
        assertTrue(stats.calls("RetrievePropertiesEx") < 60, fault + ": " + stats);
        assertEquals(1, stats.logins());
        assertEquals(1, stats.logouts());
        assertEquals(0, stats.openSessions());
      }
    }
  }

  @Test
  void a_history_that_cannot_be_had_costs_nothing_but_itself() throws IOException {
    for (String fault : List.of("noPermission", "SystemError", "methodNotFound", "generic")) {
      Path file =
          faults(
              rule("CreateCollectorForEvents", fault, ""),
              rule("CreateCollectorForTasks", fault, ""));
      try (Vcsim server = Vcsim.start(VcsimOptions.model().faults(file))) {
        Result result = Live.audit(temp, server);
        assertEquals(2, Live.vms(result).size(), fault);
        assertEquals(0, Live.vcenter(result).get("missing").getAsInt(), fault);
        assertTrue(reasons(result, "host.nfc.task-failed").contains("cannot be read"), fault);
        assertTrue(result.code() != Exit.INCOMPLETE, fault + ": " + Live.causes(result));
        Live.assertGentle(server.stats(), 1);
      }
    }
  }

  @Tag("F11")
  @Test
  void a_sight_that_cannot_be_judged_is_said_to_be_so() throws IOException {
    Path file = faults(rule("HasPrivilegeOnEntities", "methodNotFound", ""));
    try (Vcsim server = Vcsim.start(VcsimOptions.model().faults(file))) {
      Result result = Live.audit(temp, server);
      assertEquals(2, Live.vms(result).size());
      assertEquals(
          "not-verified", Live.objects(result.json(), "coverage").get(0).get("view").getAsString());
      Live.assertGentle(server.stats(), 1);
    }
  }

  @Tag("F11")
  @Test
  void a_list_that_cannot_be_had_fails_the_vcenter_and_says_what_is_needed() throws IOException {
    Path file = faults(rule("CreateContainerView", "noPermission", ""));
    try (Vcsim server = Vcsim.start(VcsimOptions.model().faults(file))) {
      Result result = Live.audit(temp, server);
      assertEquals(Exit.INCOMPLETE, result.code(), result.toString());
      assertTrue(result.out().contains("Read-only on the root folder"), result.out());
      assertEquals(0, server.stats().openSessions());
    }
  }
}
