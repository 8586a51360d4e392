// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.vsphere.collect;

import io.vpreflight.vsphere.FaultKind;
import io.vpreflight.vsphere.VSphereException;
import io.vpreflight.vsphere.VSphereException.BadReply;
import io.vpreflight.vsphere.VSphereException.Cancelled;
import io.vpreflight.vsphere.VSphereException.Fault;
import io.vpreflight.vsphere.VSphereException.Unreachable;
import io.vpreflight.vsphere.inventory.History;
import io.vpreflight.vsphere.inventory.HistoryReach;
import io.vpreflight.vsphere.inventory.Unreadable;
import io.vpreflight.vsphere.inventory.VCenterFact;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What ended a collection early, if anything did; the first problem counts. Safe for several
 * threads.
 */
final class Interruption {
  private final AtomicReference<@Nullable VSphereException> first = new AtomicReference<>();

  /** Notes a problem, unless there is one already; null is none. */
  void note(@Nullable VSphereException problem) {
    first.compareAndSet(null, problem);
  }

  /** True when nothing more is to be asked. */
  boolean isThere() {
    return first.get() != null;
  }

  /** Fails with the problem, if there is one: for when nothing is worth keeping. */
  void rethrow() {
    VSphereException problem = first.get();
    if (problem != null) {
      throw problem;
    }
  }

  /** In words, for the coverage; null when there was none. */
  @Nullable String asCoverage() {
    VSphereException problem = first.get();
    return problem == null ? null : reason(problem);
  }

  /** The history that is not asked for after an interruption: nothing of it is known. */
  static History noHistory(Duration window) {
    Map<String, String> facts = new HashMap<>();
    for (VCenterFact fact : VCenterFact.values()) {
      facts.put(fact.path(), "NotAsked");
    }
    return new History(
        window,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        HistoryReach.NONE,
        new Unreadable(facts));
  }

  private static String reason(VSphereException problem) {
    if (problem instanceof Cancelled) {
      return "cancelled";
    }
    if (problem instanceof Unreachable broken) {
      return "unreachable." + broken.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    if (problem instanceof Fault fault) {
      return problem.kind() == FaultKind.LOG_IN_AGAIN ? "session-lost" : fault.fault().faultClass();
    }
    if (problem instanceof BadReply bad) {
      return bad.isTooLarge() ? "too-large" : "bad-reply";
    }
    return problem.getClass().getSimpleName();
  }
}
