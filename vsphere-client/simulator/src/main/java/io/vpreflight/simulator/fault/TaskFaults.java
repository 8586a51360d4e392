// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.simulator.fault;

import io.vpreflight.simulator.model.Ref;
import org.jspecify.annotations.Nullable;

/** Asked once by whatever starts a task. */
@FunctionalInterface
public interface TaskFaults {
  /** What is to go wrong in this task, or null; a rule that is limited in number is used up. */
  @Nullable TaskFault next(String method, Ref target);
}
