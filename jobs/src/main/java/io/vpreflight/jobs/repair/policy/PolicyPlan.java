// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.policy;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.repair.plan.PlanFile;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a policy comes to on one reading of a vCenter. Immutable.
 *
 * @param found machines in its scope on which its check found something
 * @param leftAlone those of them that no plan was made for, and why
 * @param waiting those of them that could be repaired, and have to wait for another run
 * @param plan what is to be done; null when every machine is left alone, or none was found
 */
public record PolicyPlan(
    List<ObjectRef> found,
    Map<ObjectRef, Text> leftAlone,
    List<ObjectRef> waiting,
    @Nullable PlanFile plan) {
  public PolicyPlan {
    found = List.copyOf(found);
    leftAlone = Collections.unmodifiableMap(new LinkedHashMap<>(leftAlone));
    waiting = List.copyOf(waiting);
  }

  /** True when there is something to be approved and run. */
  public boolean hasWork() {
    return plan != null && !plan.plan().repaired().isEmpty();
  }

  /** True when nothing that was found is refused or left alone. */
  public boolean isWhole() {
    return leftAlone.isEmpty() && (plan == null || plan.plan().refused().isEmpty());
  }
}
