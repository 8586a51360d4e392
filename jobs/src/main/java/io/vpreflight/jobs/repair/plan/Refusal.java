// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.jobs.check.Text;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why one virtual machine or host is not repaired.
 *
 * @param id such as {@code snapshots-present}; the same in every plan
 * @param text what is said of it, in the language of the reader
 * @param evidence vim25 property path to its value
 * @param answer what an admin can do about it
 */
public record Refusal(String id, Text text, Map<String, String> evidence, Answer answer) {
  public Refusal {
    evidence = java.util.Collections.unmodifiableMap(new TreeMap<>(evidence));
  }

  /** In the evidence of a refusal that is about another installation: which one. */
  public static final String INSTALLATION = "installation";

  /**
   * What whoever answers for it names.
   *
   * @param moId of the target that it is about
   */
  public String answeredBy(String moId) {
    String installation = evidence.get(INSTALLATION);
    return installation == null ? moId : installation;
  }

  /** Whether it can be answered for. */
  public enum Answer {
    /** No plan goes past it. */
    NEVER,
    /** A plan may go past it when an admin names it for this virtual machine. */
    CAN_BE_ACKNOWLEDGED,
    /** An admin named it for this virtual machine: it no longer keeps the repair back. */
    ACKNOWLEDGED
  }

  /** True when the virtual machine is left alone because of it. */
  public boolean holdsBack() {
    return answer != Answer.ACKNOWLEDGED;
  }
}
