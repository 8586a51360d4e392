// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.audit;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one check went.
 *
 * @param check its id
 * @param version of its rule
 * @param evaluated objects that it judged
 * @param findings that it made
 * @param undetermined objects, or parts of them, that it could not judge
 * @param notObservable objects that no vCenter can tell about
 * @param skippedByRole virtual machines that it does not judge, by role
 * @param elapsed time it took, summed over the threads that worked on it
 * @param broke what went wrong inside the check, or null; a check that broke has found nothing and
 *     passed nothing
 */
public record CheckRun(
    String check,
    int version,
    int evaluated,
    int findings,
    int undetermined,
    int notObservable,
    Map<String, Integer> skippedByRole,
    Duration elapsed,
    @Nullable String broke) {
  public CheckRun {
    skippedByRole = Map.copyOf(skippedByRole);
  }
}
