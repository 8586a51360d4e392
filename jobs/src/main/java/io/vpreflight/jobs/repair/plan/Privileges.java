// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the account may do on the target itself.
 *
 * @param account who was asked about; null when vCenter did not say
 * @param wanted privilege ids that the steps need, sorted
 * @param missing those of them that the account has not on this target, sorted; null when nobody
 *     could tell, which the repair does not take for a yes
 */
public record Privileges(
    @Nullable String account, List<String> wanted, @Nullable List<String> missing) {
  public Privileges {
    wanted = List.copyOf(wanted);
    missing = missing == null ? null : List.copyOf(missing);
  }
}
