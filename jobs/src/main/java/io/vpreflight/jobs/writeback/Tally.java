// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.writeback;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.NotSent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what is done while it is done. One thread. */
final class Tally {
  private final String vcenter;
  private final List<Text> notes = new ArrayList<>();
  private final List<Text> troubles = new ArrayList<>();
  private final Map<String, Integer> refused = new LinkedHashMap<>();
  private boolean retry;
  int tagged;
  int untagged;
  int set;
  int cleared;
  int posted;

  Tally(String vcenter) {
    this.vcenter = vcenter;
  }

  /** Does one part; what goes wrong with it does not hold up the others. */
  void part(Runnable work) {
    try {
      work.run();
    } catch (VSphereException e) {
      failed(e);
    }
  }

  /** Something ended a part. */
  void failed(VSphereException e) {
    retry |= isPassing(e);
    // No server says this in words that help; it is the name that RestTransport gives it.
    boolean hasNoApi =
        e instanceof Fault fault
            && fault.method().equals("session")
            && fault.fault().faultClass().equals("NotImplemented");
    troubles.add(hasNoApi ? Text.of("writeback.no-api", vcenter) : Problems.of(vcenter, e));
  }

  /** Something was left alone. */
  void note(Text what) {
    notes.add(what);
  }

  /** Something was not done. */
  void trouble(Text why) {
    troubles.add(why);
  }

  static boolean isPassing(VSphereException e) {
    return e.kind() == FaultKind.RETRY || e.kind() == FaultKind.LOG_IN_AGAIN;
  }

  /**
   * Does something with one machine: what is gone needs nothing, what is refused is counted.
   *
   * @return true when it was done
   */
  boolean one(Runnable work) {
    try {
      work.run();
      return true;
    } catch (VSphereException e) {
      VSphereException why = e instanceof NotSent before ? before.reason() : e;
      if (why.kind() == FaultKind.GONE) {
        return false;
      }
      if (why instanceof Fault fault && fault.fault().faultClass().equals("NotFound")) {
        return false;
      }
      if (why instanceof Fault fault && fault.fault().faultClass().equals("NoPermission")) {
        refused(fault.method());
        return false;
      }
      throw e;
    }
  }

  /** One was refused. */
  void refused(String why) {
    refused.merge(why, 1, Integer::sum);
  }

  Written done() {
    refused.forEach(
        (why, count) -> troubles.add(Text.of("writeback.refused", vcenter, count, why)));
    return new Written(tagged, untagged, set, cleared, posted, notes, troubles, retry);
  }
}
