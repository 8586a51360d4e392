// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.Scene;
import io.vpreflight.vsphere.inventory.MoRef;
import io.vpreflight.vsphere.inventory.VmPowerState;
import java.util.HashMap;
import java.util.Map;

/** How many tracked disks each host holds open: those of the machines that run on it. */
final class TrackedDisksPerHost {
  private static final Count NONE = new Count(0, 0);

  private final Map<MoRef, Count> byHost = new HashMap<>();

  /**
   * Disks of one host.
   *
   * @param tracked tracked, as far as vCenter shows
   * @param unknown perhaps tracked
   */
  record Count(int tracked, int unknown) {}

  private TrackedDisksPerHost(Scene scene) {
    for (VmTracking vm : ChangeTracking.in(scene).all()) {
      MoRef host = vm.vm().runtime().host();
      VmPowerState power = vm.vm().runtime().powerState();
      if (host == null || (power != null && power != VmPowerState.POWERED_ON)) {
        continue;
      }
      int tracked = vm.tracked().size();
      int unknown = vm.in(TrackingState.UNKNOWN).size();
      Count more = power == null ? new Count(0, tracked + unknown) : new Count(tracked, unknown);
      byHost.merge(
          host,
          more,
          (one, two) -> new Count(one.tracked + two.tracked, one.unknown + two.unknown));
    }
  }

  static TrackedDisksPerHost in(Scene scene) {
    return scene.derived(TrackedDisksPerHost.class, TrackedDisksPerHost::new);
  }

  Count of(MoRef host) {
    return byHost.getOrDefault(host, NONE);
  }
}
