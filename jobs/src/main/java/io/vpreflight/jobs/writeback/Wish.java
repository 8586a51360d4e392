// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.writeback;

import io.vpreflight.jobs.check.Severity;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is to stand on a virtual machine about which something is found.
 *
 * @param vm which
 * @param worst severity among its findings
 * @param findings how many
 * @param checks ids of the checks that found them
 */
public record Wish(MoRef vm, Severity worst, int findings, SortedSet<String> checks) {
  public Wish {
    checks = Collections.unmodifiableSortedSet(new TreeSet<>(checks));
  }

  /** The same with one finding more. */
  Wish and(Severity severity, String check) {
    SortedSet<String> more = new TreeSet<>(checks);
    more.add(check);
    return new Wish(vm, severity.atLeast(worst) ? severity : worst, findings + 1, more);
  }
}
