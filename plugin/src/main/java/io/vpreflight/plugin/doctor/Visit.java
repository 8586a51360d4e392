// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.doctor;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.jobs.text.Problems;
import io.vpreflight.plugin.config.ConfigException;
import io.vpreflight.vsphere.VSphereException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The steps to one vCenter in their order: what depends on a step that failed is skipped. */
final class Visit {
  /** Every vCenter has all of them, done or skipped. */
  static final List<String> STEPS =
      List.of(
          "name",
          "connection",
          "certificate",
          "server",
          "login",
          "clock",
          "sessions",
          "inventory",
          "privileges",
          "installations",
          "logout");

  private final String vcenter;
  private final Consumer<Step> sink;
  private final Set<String> done = new HashSet<>();

  /**
   * Nothing is done yet.
   *
   * @param vcenter its name
   * @param sink is told each step at once
   */
  Visit(String vcenter, Consumer<Step> sink) {
    this.vcenter = vcenter;
    this.sink = sink;
  }

  /** Does a step that tells by itself what went wrong, or throws what it does not know. */
  Step take(String id, Supplier<Step> work) {
    Step step;
    try {
      step = work.get();
    } catch (ConfigException e) {
      step = Step.told(id, Status.PROBLEM, e.problems().get(0));
    } catch (VSphereException e) {
      step =
          Step.told(id, Status.PROBLEM, Problems.of(vcenter, e))
              .fact("cause", String.valueOf(e.getMessage()));
    }
    return tell(step);
  }

  /** Tells a step. */
  Step tell(Step step) {
    done.add(step.id());
    sink.accept(step);
    return step;
  }

  /** Skips what is left, because of that step. */
  void skipRest(String because) {
    Text reason = Text.of("doctor.skipped", Text.of("doctor." + because));
    for (String id : STEPS) {
      if (!done.contains(id)) {
        tell(Step.told(id, Status.SKIPPED, reason));
      }
    }
  }
}
