// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostVersionUnsupportedTest {
  private static Results run(AHost host) {
    return Runs.run(new HostVersionUnsupported(), AnInventory.of(host));
  }

  private static AHost with(@Nullable String version) {
    AHost host = AHost.usual();
    host.version = version;
    return host;
  }

  @Test
  void an_older_release_is_found() {
    assertEquals(List.of("esx01.example.org: too-old"), Runs.found(run(with("6.0.0"))));
  }

  @Test
  void every_release_of_the_span_passes_with_its_updates() {
    for (String version : List.of("6.5.0", "6.7.0", "7.0.3", "8.0.0", "8.0.3")) {
      Results results = run(with(version));
      assertEquals(List.of(), Runs.found(results), version);
      assertEquals(List.of(), Runs.undetermined(results), version);
    }
  }

  @Test
  void a_newer_release_is_unknown_and_never_unsupported() {
    for (String version : List.of("8.1.0", "9.0.0", "10.0.0")) {
      Results results = run(with(version));
      assertEquals(List.of(), Runs.found(results), version);
      assertEquals(
          List.of("esx01.example.org: reason.device.newer-version"), Runs.undetermined(results));
    }
  }

  @Test
  void what_is_no_version_is_undetermined() {
    assertEquals(
        List.of("esx01.example.org: reason.device.unknown-version"),
        Runs.undetermined(run(with("e.x.p"))));
  }

  @Test
  void unset_is_undetermined() {
    assertEquals(List.of("esx01.example.org: reason.unset"), Runs.undetermined(run(with(null))));
  }

  @Test
  void unreadable_is_undetermined() {
    AHost host = with("6.0.0").unreadable(HostProperty.PRODUCT, "NoPermission");
    assertEquals(List.of("esx01.example.org: reason.unreadable"), Runs.undetermined(run(host)));
  }

  @Test
  void a_host_that_does_not_answer_may_have_been_upgraded_since() {
    AHost host = with("6.0.0");
    host.connectionState = HostConnectionState.NOT_RESPONDING;
    assertEquals(List.of("esx01.example.org: reason.stale.host"), Runs.undetermined(run(host)));
  }
}
