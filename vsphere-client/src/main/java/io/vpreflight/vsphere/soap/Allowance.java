// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.soap;

import io.vpreflight.vsphere.OptIn;
import java.util.HashSet;
import java.util.Set;

/**
 * What a transport may send, decided when it is made and never later.
 *
 * @param reads without more ado
 * @param notes what people read on an object and what changes nothing of it; once each
 * @param mutations each with a permit of its own, once
 * @param optIns what an administrator has switched on
 */
record Allowance(Set<String> reads, Set<String> notes, Set<String> mutations, Set<OptIn> optIns) {
  Allowance {
    reads = Set.copyOf(reads);
    notes = Set.copyOf(notes);
    mutations = Set.copyOf(mutations);
    optIns = Set.copyOf(optIns);
  }

  /**
   * Some of what reads, and nothing else.
   *
   * @throws IllegalArgumentException if there is anything among them that an audit must not send
   */
  static Allowance reading(Set<String> methods) {
    if (!Operations.READ.containsAll(methods)) {
      Set<String> others = new HashSet<>(methods);
      others.removeAll(Operations.READ);
      throw new IllegalArgumentException("these do more than read: " + others);
    }
    return new Allowance(methods, Set.of(), Set.of(), Set.of());
  }

  /** All that reads, and what vCenter computes for a plan. */
  static Allowance planning() {
    Set<String> reads = new HashSet<>(Operations.READ);
    reads.addAll(Operations.PLAN_READ);
    return new Allowance(reads, Set.of(), Set.of(), Set.of());
  }

  /** What is written for people, and what has to be read for it. */
  static Allowance writingBack() {
    return new Allowance(Operations.WRITE_BACK_READ, Operations.WRITE_BACK, Set.of(), Set.of());
  }

  /** All that reads, and the repairs with those that are switched on. */
  static Allowance repairing(Set<OptIn> optIns) {
    Set<String> reads = new HashSet<>(Operations.READ);
    reads.addAll(Operations.REPAIR_READ);
    Set<String> mutations = new HashSet<>(Operations.REPAIR);
    optIns.forEach(optIn -> mutations.add(optIn.method()));
    return new Allowance(reads, Operations.NOTE, mutations, optIns);
  }
}
