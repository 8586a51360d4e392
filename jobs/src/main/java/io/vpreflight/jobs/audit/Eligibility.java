// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import java.util.Locale;

/** Whether a virtual machine can be taken, for the purpose of the profile. */
public enum Eligibility {
  /** Nothing speaks against it, and everything that could was looked at. */
  ELIGIBLE,
  /** It can be taken; something needs attention. */
  ELIGIBLE_WITH_WARNINGS,
  /** Something stops it, whatever else is not known. */
  NOT_ELIGIBLE,
  /** Nothing is known to stop it, but something that could was not to be seen. */
  UNDETERMINED;

  /** The name in files: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
