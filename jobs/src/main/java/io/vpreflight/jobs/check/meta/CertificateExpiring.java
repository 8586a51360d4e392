// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.meta;

import io.vpreflight.jobs.check.CheckInfo;
import io.vpreflight.jobs.check.ObjectCheck;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.jobs.check.Scene;
import io.vpreflight.jobs.check.Subject;
import io.vpreflight.vsphere.inventory.VCenter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The TLS certificate of vCenter ends soon: whoever verifies it is locked out from then on. */
public final class CertificateExpiring implements ObjectCheck<VCenter> {
  private static final CheckInfo INFO =
      CheckInfo.of("vcenter.certificate.expiring", "expired", "imminent", "soon").build();

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
    Instant notAfter = vcenter.certificateNotAfter();
    if (notAfter == null) {
      return Outcome.undetermined("reason.meta.certificate-not-seen");
    }
    Duration left = Duration.between(scene.now(), notAfter);
    if (left.compareTo(scene.limits().duration("certificate.left.warning")) > 0) {
      return List.of();
    }
    boolean imminent = left.compareTo(scene.limits().duration("certificate.left.critical")) <= 0;
    String kind = left.isNegative() ? "expired" : imminent ? "imminent" : "soon";
    return Outcome.hit(kind).with(notAfter).evidence("certificate.notAfter", notAfter).only();
  }
}
