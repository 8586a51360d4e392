// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.store;

import io.vpreflight.jobs.store.Audits.Trouble;
import io.vpreflight.jobs.store.SeenFinding.Identity;
import java.util.List;
import java.util.Map;

/**
 * What whoever writes letters about a change has to know besides the change, as it is in the step
 * that keeps it.
 *
 * @param held what waits for each channel and may still be rewritten. A letter to that channel
 *     takes its place; when its text is empty, nothing does
 * @param open findings of the checks that changed which are open in other schedules, whether or not
 *     anybody still has those schedules
 * @param inTheWay troubles of those that changed which are in the way of other schedules, as before
 * @param told what channels were told of those checks and troubles, and of which they do not know
 *     that it is over
 */
public record Known(
    Map<String, String> held, List<Open> open, List<InTheWay> inTheWay, List<Told> told) {
  public Known {
    held = Map.copyOf(held);
    open = List.copyOf(open);
    inTheWay = List.copyOf(inTheWay);
    told = List.copyOf(told);
  }

  /**
   * A finding that is open in another schedule.
   *
   * @param severity its label there
   */
  public record Open(String schedule, Identity identity, String severity) {}

  /**
   * Something that is in the way of another schedule.
   *
   * @param schedule its name
   */
  public record InTheWay(String schedule, Trouble trouble) {}

  /**
   * A finding, or a trouble, that a channel was told of as wrong.
   *
   * @param channel its name
   * @param schedule for which it was told
   * @param severity its label then
   */
  public record Told(String channel, Identity identity, String schedule, String severity) {}
}
