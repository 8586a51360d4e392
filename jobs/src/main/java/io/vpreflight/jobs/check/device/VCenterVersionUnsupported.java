// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.About;
import io.vpreflight.vsphere.inventory.VCenter;
import java.util.List;

/** The vCenter is older than the product supports. */
public final class VCenterVersionUnsupported implements ObjectCheck<VCenter> {
  private static final CheckInfo INFO =
      CheckInfo.of("vcenter.version.unsupported", "too-old").build();

  @Override
  public CheckInfo info() {
    return INFO;
  }

  @Override
  public Subject<VCenter> subject() {
    return Subject.VCENTER;
  }

  @Override
  public List<Outcome> check(VCenter vcenter, Scene scene) {
    About about = vcenter.about();
    // A stand-alone ESXi is judged as a host.
    return about.isVirtualCenter()
        ? VersionSpan.judge(about.version(), "about.version", scene.limits())
        : List.of();
  }
}
