// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Text;

/** An audit that would be wrong from the start, such as one vCenter under two names. */
public final class AuditRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Text reason;

  /** Why. */
  public AuditRefused(Text reason) {
    super(reason.key());
    this.reason = reason;
  }

  /** Why. */
  public Text reason() {
    return reason;
  }
}
