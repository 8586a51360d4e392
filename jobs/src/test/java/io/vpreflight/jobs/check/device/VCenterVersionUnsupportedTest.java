// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import java.util.List;
import org.junit.jupiter.api.Test;

class VCenterVersionUnsupportedTest {
  private static Results run(String version) {
    AnInventory inventory = new AnInventory();
    inventory.version = version;
    return Runs.run(new VCenterVersionUnsupported(), inventory);
  }

  @Test
  void an_older_release_is_found_on_the_vcenter_itself() {
    Results results = run("6.0.0");
    assertEquals(List.of("vc01.example.org: too-old"), Runs.found(results));
    assertEquals("6.0.0", results.findings().get(0).evidence().get("about.version"));
  }

  @Test
  void releases_of_the_span_pass() {
    Results results = run("7.0.3");
    assertEquals(List.of(), Runs.found(results));
    assertEquals(1, Runs.evaluated(results));
  }

  @Test
  void a_newer_release_is_unknown_and_never_unsupported() {
    Results results = run("9.0.0");
    assertEquals(List.of(), Runs.found(results));
    assertEquals(
        List.of("vc01.example.org: reason.device.newer-version"), Runs.undetermined(results));
  }

  @Test
  void an_empty_version_is_undetermined() {
    assertEquals(
        List.of("vc01.example.org: reason.device.unknown-version"), Runs.undetermined(run("")));
  }

  @Test
  void a_stand_alone_esxi_is_judged_as_a_host_not_as_a_vcenter() {
    AnInventory inventory = new AnInventory();
    inventory.version = "6.0.0";
    inventory.apiType = "HostAgent";
    assertEquals(List.of(), Runs.found(Runs.run(new VCenterVersionUnsupported(), inventory)));
  }
}
