// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check.device;

import io.vpreflight.jobs.check.Limits;
import io.vpreflight.jobs.check.Outcome;
import io.vpreflight.vsphere.inventory.ApiVersion;
import java.util.List;

/** The versions of vSphere that the profile knows of. A newer one is unknown, not unsupported. */
final class VersionSpan {
  private VersionSpan() {}

  /**
   * Judges a version by its first two parts: updates belong to their release.
   *
   * @param property where the version was read
   */
  static List<Outcome> judge(String version, String property, Limits limits) {
    if (!ApiVersion.isNumbered(version)) {
      return Outcome.undetermined("reason.device.unknown-version", version);
    }
    ApiVersion release = release(version);
    ApiVersion oldest = limits.version("vsphere.version.oldest");
    ApiVersion newest = limits.version("vsphere.version.newest");
    if (!release.atLeast(oldest)) {
      return Outcome.hit("too-old")
          .with(version, oldest.text(), newest.text())
          .evidence(property, version)
          .only();
    }
    return newest.atLeast(release)
        ? List.of()
        : Outcome.undetermined("reason.device.newer-version", version, newest.text());
  }

  private static ApiVersion release(String version) {
    String[] parts = version.split("\\.", -1);
    return new ApiVersion(parts[0] + "." + parts[1]);
  }
}
