// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.Host;
import io.vpreflight.vsphere.inventory.HostProperty;
import java.util.List;

/** A host runs an ESXi that is older than the product supports. */
public final class HostVersionUnsupported implements ObjectCheck<Host> {
  private static final CheckInfo INFO =
      CheckInfo.of("host.version.unsupported", "too-old").requires(HostProperty.PRODUCT).build();

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
    return version == null
        ? Outcome.unset(HostProperty.PRODUCT)
        : VersionSpan.judge(version, HostProperty.PRODUCT.path() + ".version", scene.limits());
  }
}
