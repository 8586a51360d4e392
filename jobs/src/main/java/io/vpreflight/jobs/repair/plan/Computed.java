// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.vsphere.inventory.MoRef;
import java.util.Map;

/**
 * What vCenter was asked besides for a plan; what it was not asked, or did not tell, is not in it.
 *
 * @param moves where each virtual machine may be moved to
 * @param mergeBytes room that merging the disks of a virtual machine takes besides, by datastore
 * @param installations who else repairs there
 */
public record Computed(
    Map<MoRef, MoveAnswer> moves,
    Map<MoRef, Map<MoRef, Long>> mergeBytes,
    Installations installations) {
  /** Nothing was asked. */
  public static final Computed NOTHING = new Computed(Map.of(), Map.of(), Installations.NOT_ASKED);

  public Computed {
    moves = Map.copyOf(moves);
    mergeBytes = Map.copyOf(mergeBytes);
  }
}
