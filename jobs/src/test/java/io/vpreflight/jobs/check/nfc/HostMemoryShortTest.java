// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.nfc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vpreflight.jobs.audit.CheckEngine.Results;
import io.vpreflight.jobs.testing.AHost;
import io.vpreflight.jobs.testing.AnInventory;
import io.vpreflight.jobs.testing.Runs;
import io.vpreflight.vsphere.inventory.HostConnectionState;
import io.vpreflight.vsphere.inventory.HostProperty;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostMemoryShortTest {
  private final AHost host = AHost.usual();

  private Results run() {
    return Runs.run(new HostMemoryShort(), AnInventory.of(host));
  }

  private List<String> foundAt(int gib) {
    host.memorySizeBytes = 100L << 30;
    host.overallMemoryUsageMB = gib * 1024;
    return Runs.found(run());
  }

  @Test
  void nine_tenths_are_short() {
    assertEquals(List.of(), foundAt(89));
    assertEquals(List.of("esx01.example.org: short"), foundAt(90));
    assertEquals(List.of("esx01.example.org: very-short"), foundAt(96));
  }

  @Test
  void a_usage_that_is_rounded_up_beyond_the_size_is_still_said() {
    assertEquals(List.of("esx01.example.org: very-short"), foundAt(101));
  }

  @Test
  void unset_is_undetermined() {
    host.overallMemoryUsageMB = null;
    assertEquals(List.of("esx01.example.org: reason.unset"), Runs.undetermined(run()));
    host.overallMemoryUsageMB = 1;
    host.memorySizeBytes = null;
    assertEquals(List.of("esx01.example.org: reason.unset"), Runs.undetermined(run()));
  }

  @Test
  void unreadable_and_stale_are_undetermined() {
    host.unreadable(HostProperty.MEMORY_USAGE, "NoPermission");
    assertEquals(List.of("esx01.example.org: reason.unreadable"), Runs.undetermined(run()));
    host.unreadable.clear();
    host.connectionState = HostConnectionState.DISCONNECTED;
    assertEquals(List.of("esx01.example.org: reason.stale.host"), Runs.undetermined(run()));
  }
}
