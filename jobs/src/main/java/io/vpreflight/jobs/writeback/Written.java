// SPDX-License-Identifier: Apache-2.0
package io.vpreflight.jobs.writeback;

import io.vpreflight.jobs.check.Text;
import java.util.List;

/**
 * What came of writing into one vCenter.
 *
 * @param tagged machines that got a tag
 * @param untagged machines that lost one
 * @param set values that were written
 * @param cleared values that were cleared
 * @param posted events
 * @param notes what was left alone, as it should be
 * @param troubles what was not done, and why
 * @param isToRetry true when some of it may work later
 */
public record Written(
    int tagged,
    int untagged,
    int set,
    int cleared,
    int posted,
    List<Text> notes,
    List<Text> troubles,
    boolean isToRetry) {
  public Written {
    notes = List.copyOf(notes);
    troubles = List.copyOf(troubles);
  }

  /** True when nothing was sent that changes anything. */
  public boolean isNothing() {
    return tagged + untagged + set + cleared + posted == 0;
  }
}
