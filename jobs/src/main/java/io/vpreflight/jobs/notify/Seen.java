// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.notify;

import io.vpreflight.jobs.audit.Finding;
import io.vpreflight.jobs.store.SeenFinding;

/** A finding as the store knows it. */
public final class Seen {
  private Seen() {}

  /** What of a finding is kept over time. */
  public static SeenFinding of(Finding finding) {
    return new SeenFinding(
        finding.check(),
        finding.object().vcenter(),
        finding.object().ref().toString(),
        finding.key(),
        finding.object().name(),
        finding.severity().label());
  }
}
