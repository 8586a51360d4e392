// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.repair.plan;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.MoRef;
import org.jspecify.annotations.Nullable;

/**
 * Where a virtual machine may be moved to, as vCenter and the rules of its cluster answered.
 *
 * @param host the best host; null when there is none
 * @param against why there is none; null when there is one, or when nobody knows
 * @param unknown what nobody knows; null when there is a host, or a reason against it
 */
public record MoveAnswer(@Nullable MoRef host, @Nullable Text against, @Nullable Text unknown) {
  /** There. */
  public static MoveAnswer to(MoRef host) {
    return new MoveAnswer(host, null, null);
  }

  /** Nowhere, because of that. */
  public static MoveAnswer nowhere(Text because) {
    return new MoveAnswer(null, because, null);
  }

  /** Nobody knows. */
  public static MoveAnswer unknown(Text what) {
    return new MoveAnswer(null, null, what);
  }
}
