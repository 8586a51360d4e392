// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.check;

import io.vpreflight.vsphere.inventory.ObjectRef;
import java.util.List;

/** Judges what shows only when objects, or vCenters, are seen together, such as a duplicate. */
public non-sealed interface EstateCheck extends Check {
  /** Judges the whole estate. */
  Verdict check(Estate estate);

  /**
   * What came of it.
   *
   * @param evaluated objects that were judged
   * @param outcomes what is wrong or cannot be known, each with its object
   */
  record Verdict(int evaluated, List<Located> outcomes) {
    public Verdict {
      outcomes = List.copyOf(outcomes);
    }
  }

  /**
   * An outcome and the object that it is about.
   *
   * @param object where it is
   * @param outcome what it is
   * @param group what ties it to the outcomes of other objects, such as the UUID that they share; a
   *     scope shows all of a group or nothing of it; empty when it stands alone
   */
  record Located(ObjectRef object, Outcome outcome, String group) {
    /** One that stands alone. */
    public Located(ObjectRef object, Outcome outcome) {
      this(object, outcome, "");
    }
  }
}
