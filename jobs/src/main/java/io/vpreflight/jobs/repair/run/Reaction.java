// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.run;

/** What is to be done when a step did not succeed. */
public enum Reaction {
  /** It may pass by itself: again, later, as the {@link RetryLadder} says. */
  RETRY,
  /** It will not pass, and what was done so far can be undone. */
  COMPENSATE,
  /** Neither going on nor going back is safe. */
  NEEDS_HUMAN
}
