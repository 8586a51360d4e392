// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

import io.vpreflight.jobs.check.Text;
import org.jspecify.annotations.Nullable;

/** Whether an operation may go on. Asked again before every mutation. Safe for several threads. */
public interface Consent {
  /** Why the plan may not be run any more: no approval, another signature, too late; or null. */
  @Nullable Text refusal();

  /** Why somebody wants this operation to stop; or null. */
  @Nullable Text stop(String operationId);
}
