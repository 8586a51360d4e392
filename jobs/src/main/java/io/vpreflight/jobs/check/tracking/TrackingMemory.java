// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.tracking;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.ApiVersion;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import java.util.List;

/**
 * A host of 7.0 or newer holds more tracked disks open than its memory for tracking is made for.
 */
public final class TrackingMemory implements ObjectCheck<Host> {
  private static final ApiVersion FIRST = new ApiVersion("7.0");
  private static final CheckInfo INFO =
      CheckInfo.of("host.cbt.memory", "over-default", "over-maximum")
          .requires(HostProperty.PRODUCT)
          .mayRead(ChangeTracking.readsWith(HostProperty.CONNECTION_STATE))
          .build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<Host> subject() {
    return Subject.HOST;
  }

  @Override
  public List<Outcome> check(Host host, Scene scene) {
    String version = host.summary().version();
    if (version == null || !ApiVersion.isNumbered(version)) {
      return Outcome.unset(HostProperty.PRODUCT);
    }
    if (!new ApiVersion(version).atLeast(FIRST)) {
      return List.of();
    }
    TrackedDisksPerHost.Count disks = TrackedDisksPerHost.in(scene).of(host.ref());
    int usual = scene.limits().number("cbt.host.disks.default");
    int most = scene.limits().number("cbt.host.disks.maximum");
    if (disks.tracked() > usual) {
      return Outcome.hit(disks.tracked() > most ? "over-maximum" : "over-default")
          .with(disks.tracked(), disks.tracked() > most ? most : usual)
          .evidence("tracked disks of virtual machines that run", disks.tracked())
          .evidence(HostProperty.PRODUCT.path() + ".version", version)
          .only();
    }
    return disks.tracked() + disks.unknown() > usual
        ? List.of(
            new Outcome.Undetermined(
                "", Text.of("reason.tracking.host-disks", disks.tracked(), disks.unknown())))
        : List.of();
  }
}
