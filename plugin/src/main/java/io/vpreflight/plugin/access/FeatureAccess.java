// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.plugin.access;

import io.vpreflight.jobs.check.Text;
import io.vpreflight.vsphere.inventory.MoRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an account may do what a feature needs.
 *
 * @param feature its id
 * @param state the answer
 * @param lacks what is missing; empty unless something lacks
 * @param asked objects that were asked about
 * @param reason why it could not be found out; null unless undetermined
 */
public record FeatureAccess(
    String feature, State state, List<Lack> lacks, int asked, @Nullable Text reason) {
  public FeatureAccess {
    lacks = List.copyOf(lacks);
  }

  /** Three answers. */
  public enum State {
    /** Every privilege, on every object that was asked about. */
    GRANTED,
    /** At least one privilege is missing somewhere. */
    LACKING,
    /** Could not be found out. */
    UNDETERMINED
  }

  /**
   * A privilege that is missing.
   *
   * @param privilege its id
   * @param objects where it is missing
   * @param of how many objects were asked about it
   */
  public record Lack(String privilege, List<MoRef> objects, int of) {
    public Lack {
      objects = List.copyOf(objects);
    }
  }
}
