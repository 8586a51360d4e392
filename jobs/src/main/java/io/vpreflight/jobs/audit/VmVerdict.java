// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.ObjectRef;
import java.util.List;

/**
 * A virtual machine, judged as a whole.
 *
 * @param object which one
 * @param profile id of the profile: what it was judged for
 * @param verdict what came of it
 * @param reasons all that speaks against it, what was found before what is not known, the worst
 *     first; findings that are only information are no reasons
 */
public record VmVerdict(
    ObjectRef object, String profile, Eligibility verdict, List<Reason> reasons) {
  public VmVerdict {
    reasons = List.copyOf(reasons);
  }

  /**
   * What speaks against a virtual machine. Check, object and key name the finding, or the unknown.
   *
   * @param found true for a finding, false for what could not be known
   * @param severity of the finding; of an unknown the worst that the check could have found
   * @param check id of the check
   * @param object where: the virtual machine, or the host, datastore or vCenter that it inherits
   *     from
   * @param key which part of the object; empty for all of it
   * @param text what was found, or why it is not known
   */
  public record Reason(
      boolean found, Severity severity, String check, ObjectRef object, String key, Text text) {}
}
